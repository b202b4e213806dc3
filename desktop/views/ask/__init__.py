"""Questions to the model: what it would take, where a plan breaks, what matters."""
