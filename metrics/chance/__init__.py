"""Statistical models: intervals, control limits, improvement, cohorts, verdicts."""
