"""The words after the program's name: taken apart, checked, explained."""
