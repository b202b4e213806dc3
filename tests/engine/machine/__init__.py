"""Tests of the machine that runs a compiled model."""
