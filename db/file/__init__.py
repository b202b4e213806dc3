"""The library as a file: opened, upgraded, backed up, checked."""
