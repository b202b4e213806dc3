"""The Vecinos desktop application."""
