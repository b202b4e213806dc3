"""What a facilitator notes on a scenario."""
