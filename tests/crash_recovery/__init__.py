"""Programs that are killed while they save, and the account of what they leave."""
