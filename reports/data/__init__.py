"""Questions about the data: what came, from where, whether it agrees."""
