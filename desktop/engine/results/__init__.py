"""What a run gives back, and what is read off it."""
