"""Forgetting people's names and words, wherever a library and the files beside it keep them."""
