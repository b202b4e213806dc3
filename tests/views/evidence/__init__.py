"""The evidence behind numbers."""
