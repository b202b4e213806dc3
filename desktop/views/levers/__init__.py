"""The lever panel, and what a row of it is made of."""
