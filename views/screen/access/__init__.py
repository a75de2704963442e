"""Pieces of the pages about accounts and rights."""
