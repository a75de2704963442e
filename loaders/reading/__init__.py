"""Parses bytes into sheets, in a sandboxed child process."""
