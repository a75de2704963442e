"""A unit's own deeds about its own numbers."""
