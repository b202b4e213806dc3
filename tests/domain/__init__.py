"""Tests of the records every layer talks about."""
