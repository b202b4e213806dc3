"""Tests of the packages of a scenario in the window."""
