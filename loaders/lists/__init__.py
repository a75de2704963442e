"""Lists that are no monthly counts: plans, staff, the province's structure, yearly results."""
