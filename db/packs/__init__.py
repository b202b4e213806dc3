"""Packs: scenarios in a file to be sent."""
