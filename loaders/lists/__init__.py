"""Lists other than monthly counts: plans, staff, the province's structure, yearly results."""
