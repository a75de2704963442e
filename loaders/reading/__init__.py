"""Bytes become sheets, in a sandboxed child process."""
