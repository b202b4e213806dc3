"""The machine that runs a compiled model: programs of array instructions, in C and in NumPy."""
