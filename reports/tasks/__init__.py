"""Questions about tasks and their effect."""
