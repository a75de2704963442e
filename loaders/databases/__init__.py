"""Sources that are databases: a month's counts are pulled from them as if they had come in a file.

`description` reads `sources.toml`, `connecting` opens what it names and lets nothing but reading through,
`dossiers` and `monthly` hold the two statements, `pulling.pull` is the whole of it. With `store/`, the only SQL.
"""
