"""Questions about the data: completeness, provenance, consistency."""
