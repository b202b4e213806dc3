"""What is pinned on the charts, and how it differs from what is on the desk."""
