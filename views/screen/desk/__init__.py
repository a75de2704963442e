"""The pieces of a unit's own desk."""
