"""The palette: one field that finds whatever the desk has, by a word of it."""
