"""The object the views hold: a scenario under edit, its commands and its history."""
