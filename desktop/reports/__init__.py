"""What leaves the program: files, and words on standard output and error."""
