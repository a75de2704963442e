"""Queries: one function per question, shared by the screen, the documents and the command line."""
