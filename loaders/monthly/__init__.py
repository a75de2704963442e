"""Loads the month's counts: turns a file's sheets into checked rows."""
