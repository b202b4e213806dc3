"""Reports, and the words they share with the desk."""
