"""The sample provinces, loaded as a user would load them."""
