"""Pieces of the page of meetings, and what their slides are made of."""
