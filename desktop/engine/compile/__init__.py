"""A model's equations made ready to run."""
