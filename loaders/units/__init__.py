"""Matches names in a file to units."""
