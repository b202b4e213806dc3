"""Power cuts: what a disk keeps of a program's writes when only what was flushed survives."""
