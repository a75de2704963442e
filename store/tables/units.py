"""The tables of the units and their history."""

import sqlalchemy as sa

from store.schema import Moment, metadata

# Each row is a complete list of units: only the newest is in use, and the older ones never change.
structures = sa.Table(
    "structures",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    # The day of the last change the list knows of.
    sa.Column("in_force_from", sa.Date, nullable=False),
    sa.Column("loaded_at", Moment, nullable=False),
    sa.Column("loaded_by", sa.String(200), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
)

# None for the list that came with the program, and two for units and successions apart.
structure_files = sa.Table(
    "structure_files",
    metadata,
    sa.Column("structure_id", sa.ForeignKey("structures.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("file_sha256", sa.String(64), sa.ForeignKey("files.sha256"), nullable=False),
    sa.Column("file_name", sa.String(300), nullable=False),
)

units = sa.Table(
    "units",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("structure_id", sa.ForeignKey("structures.id"), nullable=False),
    sa.Column("code", sa.String(40), nullable=False),
    sa.Column("name", sa.String(300), nullable=False),
    sa.Column("name_en", sa.String(300), nullable=False),
    sa.Column("kind", sa.String(20), nullable=False),
    sa.Column("parent", sa.String(40)),
    sa.Column("valid_from", sa.Date, nullable=False),
    sa.Column("valid_to", sa.Date),
    sa.Column("aliases", sa.JSON, nullable=False),
    sa.Column("e_identifier", sa.String(40)),
    sa.UniqueConstraint("structure_id", "code", "valid_from"),
    sa.CheckConstraint("kind IN ('province', 'department', 'district', 'commune')", name="kind"),
)

unit_succession = sa.Table(
    "unit_succession",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("structure_id", sa.ForeignKey("structures.id"), nullable=False),
    sa.Column("old", sa.String(40), nullable=False),
    sa.Column("new", sa.String(40), nullable=False),
    sa.Column("on_date", sa.Date, nullable=False),
    sa.Column("share", sa.Float, nullable=False),
    sa.Column("basis", sa.String(500), nullable=False),
    sa.UniqueConstraint("structure_id", "old", "new", "on_date"),
)
