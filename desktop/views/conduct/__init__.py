"""The page on which an exercise is conducted."""
