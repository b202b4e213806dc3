"""The model's records: what its files say, before it is compiled."""
