"""What people write into the after-action reports of plays."""
