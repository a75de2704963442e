"""Units that were merged or split: lineage and apportioning."""
