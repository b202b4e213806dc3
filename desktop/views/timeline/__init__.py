"""The years along the bottom."""
