"""The exercise under edit, and exercises from elsewhere; plain Python."""
