"""Measures, their rates, targets and ranking."""
