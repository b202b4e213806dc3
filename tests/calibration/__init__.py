"""History turned into an ensemble, and the ensemble held against history."""
