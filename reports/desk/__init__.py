"""What a unit needs to know about its own month."""
