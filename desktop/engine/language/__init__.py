"""The equation language: text to tree, and tree to XMILE."""
