"""The hot wash after an exercise: strengths and improvements, the replay, what would have been."""
