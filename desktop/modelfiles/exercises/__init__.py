"""Exercises in TOML files: `resources/exercises/<id>.toml`, and people's own."""
