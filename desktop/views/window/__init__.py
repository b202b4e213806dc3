"""Composes the features into the desk window."""
