"""What others' users praise and what none of the others has: each feature, its test, its mutant."""
