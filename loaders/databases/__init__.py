"""Database sources: a month's counts are pulled from them and then handled like a file's.

`description` reads `sources.toml`, `connecting` opens read-only connections, `dossiers` and `monthly` hold the two
statements, `pulling.pull` is the entry point. Apart from `store/`, this is the only SQL.
"""
