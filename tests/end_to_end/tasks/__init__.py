"""Twenty tasks of a facilitator through the real window, counted."""
