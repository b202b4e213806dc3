"""The after-action report of a play with its improvement plan, drafted from the record."""
