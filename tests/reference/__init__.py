"""The model's reference."""
