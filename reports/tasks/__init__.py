"""Questions about tasks and what came of them."""
