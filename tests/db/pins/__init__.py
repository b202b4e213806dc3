"""Tests of what is pinned in a library."""
