"""The page of one's own data: later figures of measured series."""
