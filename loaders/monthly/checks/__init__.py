"""Checks within a row, over units, against printed totals and against earlier months."""
