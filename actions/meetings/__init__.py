"""Deeds about the Committee's meetings."""
