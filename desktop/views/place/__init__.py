"""Check this place: what a room needs, tried before it comes."""
