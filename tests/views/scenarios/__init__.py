"""Tests of the scenario list and its dialogs."""
