"""What is painted: the tokens of the look, and the curves drawn with them."""
