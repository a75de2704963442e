"""The pieces of the pages about results."""
