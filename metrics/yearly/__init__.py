"""Yearly indices that others publish: PAR INDEX and its kin."""
