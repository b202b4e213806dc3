"""A play as it goes on: its clock, its record on the disk, its curves, and what the room sees."""
