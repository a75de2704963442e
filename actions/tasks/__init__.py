"""Deeds about tasks, cohorts, commitments and yearly results."""
