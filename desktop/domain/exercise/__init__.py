"""The tabletop exercise as it is designed, what moves cost, and what players may see of it."""
