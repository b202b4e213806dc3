"""Tests of the scenario store."""
