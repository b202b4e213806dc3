"""Reads the model and the measured history from `resources/`, strictly."""
