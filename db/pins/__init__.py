"""What is pinned on the charts of a library's desk."""
