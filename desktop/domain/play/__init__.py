"""What is written down while an exercise is played."""
