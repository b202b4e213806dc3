"""Reads equations, draws members, steps the model, takes bands. NumPy only."""
