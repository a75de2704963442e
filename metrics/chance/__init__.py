"""What chance explains: intervals, control limits, improvement, cohorts, verdicts."""
