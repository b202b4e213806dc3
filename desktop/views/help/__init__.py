"""What the marks mean, how to read a fan, and the first look round."""
