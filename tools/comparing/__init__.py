"""What `python -m tools.compare` is made of. It imports nothing of what it compares: that may have moved there."""
