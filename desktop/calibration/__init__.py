"""History turned into an ensemble, and projections held against what happened."""
