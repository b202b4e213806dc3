"""Small painted widgets that more than one area uses."""
