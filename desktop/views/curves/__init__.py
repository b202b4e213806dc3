"""The charts in the centre, and the strip of small ones."""
