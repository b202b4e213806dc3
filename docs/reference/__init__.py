"""The model's reference: pages and a printed book, made by `make reference`."""
