"""The national portal's own answers, read after read."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "portal_reads",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("scope", sa.String(length=64), nullable=False),
        sa.Column("scope_name", sa.String(length=300), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["file_sha256"], ["files.sha256"], name=op.f("fk_portal_reads_file_sha256_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portal_reads")),
    )
    op.create_table(
        "portal_values",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("read_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("department_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("item", sa.String(length=100), nullable=False),
        sa.Column("score", sa.Double()),
        sa.Column("max_score", sa.Double()),
        sa.Column("numerator", sa.Double()),
        sa.Column("denominator", sa.Double()),
        sa.Column("flag", sa.String(length=100), nullable=False),
        sa.ForeignKeyConstraint(["read_id"], ["portal_reads.id"], name=op.f("fk_portal_values_read_id_portal_reads")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_portal_values")),
    )
    op.create_index(op.f("ix_portal_values_read_id"), "portal_values", ["read_id"])


def downgrade() -> None:
    op.drop_table("portal_values")
    op.drop_table("portal_reads")
