"""The frame of the desk: top bar, notices, keys."""
