"""Exercises that people keep, each as the text of its file."""
