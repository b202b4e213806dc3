"""Tests of the help, the greeting and the look round."""
