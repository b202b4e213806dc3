"""The composition root: builds the desk, wires it, runs it."""
