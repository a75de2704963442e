"""The pieces of the page about yearly indices."""
