"""Packages of a scenario in the window."""
