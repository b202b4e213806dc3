"""A play that is open: its record, its countdown, and what the room is shown of it."""
