"""Tests of help cards, and of the page of actions and outcomes."""
