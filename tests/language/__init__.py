"""Tests of the words: the catalogue, and the language that reads it."""
