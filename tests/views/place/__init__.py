"""Tests of the page that checks a place."""
