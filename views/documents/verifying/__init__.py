"""Is a file that came back unchanged? It is made again from the version it names, and compared word by word."""
