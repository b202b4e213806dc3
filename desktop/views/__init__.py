"""What people see and touch: one folder an area, each given its document, words and look."""
