"""The pieces of the pages about data."""
