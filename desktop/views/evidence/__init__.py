"""What the numbers on screen rest on."""
