"""The shared vocabulary: counts, periods, units, viewer, errors. Imports no other package of the project."""
