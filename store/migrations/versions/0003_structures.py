"""Units belong to a structure, a dated and complete list; a published version remembers which one it was made with."""

import datetime as dt

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

BEFORE = {"units": ("code", "valid_from"), "unit_succession": ("old", "new", "on_date")}
ALWAYS = dt.date(1900, 1, 1)


def upgrade() -> None:
    op.create_table(
        "structures",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("in_force_from", sa.Date(), nullable=False),
        sa.Column("loaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("loaded_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_structures")),
    )
    op.create_table(
        "structure_files",
        sa.Column("structure_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["structure_id"], ["structures.id"], name=op.f("fk_structure_files_structure_id")),
        sa.ForeignKeyConstraint(["file_sha256"], ["files.sha256"], name=op.f("fk_structure_files_file_sha256")),
        sa.PrimaryKeyConstraint("structure_id", "position", name=op.f("pk_structure_files")),
    )
    first = _first_structure()
    # Not as a batch: SQLite would drop the table to make it anew, and other tables refer to it.
    op.execute(
        "ALTER TABLE publications ADD COLUMN structure_id INTEGER"
        " CONSTRAINT fk_publications_structure_id REFERENCES structures (id)"
    )
    for name in BEFORE:
        with op.batch_alter_table(name) as table:
            table.add_column(sa.Column("structure_id", sa.Integer(), nullable=True))
    for name in (*BEFORE, "publications"):
        op.execute(sa.update(sa.table(name, sa.column("structure_id"))).values(structure_id=first))
    for name, columns in BEFORE.items():
        with op.batch_alter_table(name) as table:
            table.alter_column("structure_id", existing_type=sa.Integer(), nullable=False)
            table.create_foreign_key(op.f(f"fk_{name}_structure_id"), "structures", ["structure_id"], ["id"])
            table.drop_constraint(op.f(f"uq_{name}_{'_'.join(columns)}"), type_="unique")
            table.create_unique_constraint(
                op.f(f"uq_{name}_structure_id_{'_'.join(columns)}"), ["structure_id", *columns]
            )


def _first_structure() -> int | None:
    """The list that is there, as the first structure; None in an empty database."""
    connection = op.get_bind()
    days = [
        *connection.scalars(sa.select(sa.column("valid_from", sa.Date)).select_from(sa.table("units"))),
        *(
            day + dt.timedelta(days=1)
            for day in connection.scalars(sa.select(sa.column("valid_to", sa.Date)).select_from(sa.table("units")))
            if day
        ),
        *connection.scalars(sa.select(sa.column("on_date", sa.Date)).select_from(sa.table("unit_succession"))),
    ]
    if not days:
        return None
    audit = sa.table("audit_events", sa.column("at", sa.DateTime(timezone=True)), sa.column("deed"))
    set_up = sa.select(sa.func.min(audit.c.at)).where(audit.c.deed == "load_units").scalar_subquery()
    structures = sa.table(
        "structures",
        sa.column("id"),
        sa.column("in_force_from", sa.Date),
        sa.column("loaded_at", sa.DateTime(timezone=True)),
        sa.column("loaded_by"),
        sa.column("note"),
    )
    op.execute(
        sa.insert(structures).values(
            in_force_from=max([ALWAYS, *days]),
            loaded_at=sa.func.coalesce(set_up, sa.func.current_timestamp()),
            loaded_by="set-up",
            note="",
        )
    )
    found: int | None = connection.scalar(sa.select(structures.c.id))
    return found


def downgrade() -> None:
    raise NotImplementedError("one list has no room for several; restore a backup of before")
