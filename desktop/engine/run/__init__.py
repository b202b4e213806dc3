"""Steps a compiled model through the months."""
