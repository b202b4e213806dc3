"""What the operator does for a room: its keys, its bar, its screens."""
