"""The month's counts: a file's sheets become checked rows."""
