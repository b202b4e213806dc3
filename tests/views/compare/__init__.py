"""Tests of what is pinned, in the window."""
