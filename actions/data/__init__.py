"""Deeds about the month's data: import, review, publish, keep."""
