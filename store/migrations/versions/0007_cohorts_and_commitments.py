"""Units followed apart, and what heads of units signed."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    for thing, event in (("cohort", "cohort_events"), ("commitment", "commitment_events")):
        op.create_table(
            f"{thing}s",
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column("code", sa.String(length=40), nullable=False),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{thing}s")),
            sa.UniqueConstraint("code", name=op.f(f"uq_{thing}s_code")),
        )
        of_papers = (
            sa.Column("file_sha256", sa.String(length=64), nullable=True),
            sa.Column("file_name", sa.String(length=300), nullable=False),
            sa.ForeignKeyConstraint(
                ["file_sha256"], ["files.sha256"], name=op.f("fk_commitment_events_file_sha256_files")
            ),
        )
        op.create_table(
            event,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column(f"{thing}_id", sa.Integer(), nullable=False),
            sa.Column("event", sa.String(length=30), nullable=False),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("who", sa.String(length=200), nullable=False),
            sa.Column("note", sa.Text(), nullable=False),
            sa.Column("details", sa.JSON(), nullable=True),
            *(of_papers if thing == "commitment" else ()),
            sa.ForeignKeyConstraint([f"{thing}_id"], [f"{thing}s.id"], name=op.f(f"fk_{event}_{thing}_id_{thing}s")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{event}")),
        )
        op.create_index(op.f(f"ix_{event}_{thing}_id"), event, [f"{thing}_id"])


def downgrade() -> None:
    for thing, event in (("commitment", "commitment_events"), ("cohort", "cohort_events")):
        op.drop_index(op.f(f"ix_{event}_{thing}_id"), table_name=event)
        op.drop_table(event)
        op.drop_table(f"{thing}s")
