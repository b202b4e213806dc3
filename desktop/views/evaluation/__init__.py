"""What speaks for and against the model: hindcasts and natural experiments."""
