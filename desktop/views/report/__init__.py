"""Where the after-action report of a play is written."""
