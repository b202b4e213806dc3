"""Exercises: the list of them, and the page on which one is written."""
