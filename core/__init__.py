"""Words every room shares: counts, periods, units, viewer, errors. Imports nothing of ours."""
