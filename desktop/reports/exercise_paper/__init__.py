"""The paper of an exercise: what players get, and what its facilitators work with."""
