"""Questions about results: overview, ranking, units, scores."""
