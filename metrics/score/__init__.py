"""Scores in points: Decision 766 and the province's own."""
