"""Members: parameter values, noise and paths, the same for every policy."""
