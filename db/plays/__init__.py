"""The record of exercises that were played, entry by entry, and only ever added to."""
