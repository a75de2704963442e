"""What must hold in a row, over units, against printed totals and against earlier months."""
