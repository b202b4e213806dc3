"""What is assumed: the picker, the nine conflicts, values of one's own, and what survives."""
