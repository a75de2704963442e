"""Which unit a name in a file means."""
