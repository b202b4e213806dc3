"""Tests of the document and its history."""
