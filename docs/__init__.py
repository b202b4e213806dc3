"""Documents; those about the model are made by `docs.reference`."""
