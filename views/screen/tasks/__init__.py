"""The pieces of the pages about tasks."""
