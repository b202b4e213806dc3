"""What a room is shown of a session, and what the operator does with it."""
