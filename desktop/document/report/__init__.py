"""The after-action report of a play as people write it: plain Python, without widgets."""
