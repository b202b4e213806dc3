"""The column on the right: why a curve is where it is."""
