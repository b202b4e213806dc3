"""Tests of the notes on a scenario."""
