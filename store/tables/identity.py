"""Which database this is, and how new its data are: one row."""

import sqlalchemy as sa

from store.schema import metadata

identity = sa.Table(
    "identity",
    metadata,
    # A random name, given when the database is created and given anew when a backup is restored into it.
    sa.Column("id", sa.String(32), primary_key=True),
    # The newest audit events that may have changed numbers, and tasks: every page asks for them at every click.
    sa.Column("numbers", sa.Integer, nullable=False),
    sa.Column("tasks", sa.Integer, nullable=False),
)
