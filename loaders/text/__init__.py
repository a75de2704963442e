"""Parsers for typed text: words, numbers, months, deadlines, old fonts."""
