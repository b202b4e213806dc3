"""What is assumed: the picker, the conflicts, values of one's own, and what survives."""
