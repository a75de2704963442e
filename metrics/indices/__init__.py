"""Indices in points: `*.yaml`, one file an index, one entry a version of it; read by `metrics.index`."""
