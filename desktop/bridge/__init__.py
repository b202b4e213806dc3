"""Where the plain document meets Qt."""
