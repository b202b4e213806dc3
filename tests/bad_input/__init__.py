"""The tables of bad input, by what is bad about it."""
