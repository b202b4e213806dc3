"""Scenarios as rows: written, read, listed, compared with what was."""
