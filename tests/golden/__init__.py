"""What the model projects over the lever space, held against what was accepted."""
