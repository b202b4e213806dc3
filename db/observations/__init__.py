"""Later figures of a series that people add."""
