"""Which database this is: a random name, given when it is created and given anew when a backup is restored into it."""

import sqlalchemy as sa

from store.schema import metadata

identity = sa.Table("identity", metadata, sa.Column("id", sa.String(32), primary_key=True))
