"""The record of a play and what it comes to; plain Python, without a clock of its own."""
