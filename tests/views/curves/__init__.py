"""Tests of the curves in the centre."""
