"""The brief of a scenario."""
