"""One reader a file format: bytes in, sheets out. They run only in the parsing child."""
