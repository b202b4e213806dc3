"""How the model did before: projections from past origins, and natural experiments."""
