"""The room: what everybody sees, on a screen of its own."""
