"""Results of yearly indices, criteria to review and their answers."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "index_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["file_sha256"], ["files.sha256"], name=op.f("fk_index_imports_file_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_imports")),
    )
    op.create_table(
        "index_results",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("index_name", sa.String(length=100), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=False),
        sa.Column("component", sa.String(length=500), nullable=False),
        sa.Column("score", sa.Double()),
        sa.Column("max_score", sa.Double()),
        sa.Column("rank", sa.Integer()),
        sa.Column("rank_of", sa.Integer()),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["index_imports.id"], name=op.f("fk_index_results_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_results")),
    )
    op.create_index(op.f("ix_index_results_import_id"), "index_results", ["import_id"])
    op.create_table(
        "index_criteria",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("index_name", sa.String(length=100), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("component", sa.String(length=500), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_criteria")),
    )
    op.create_table(
        "index_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("index_name", sa.String(length=100), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("component", sa.String(length=500), nullable=False),
        sa.Column("achieved", sa.String(length=20), nullable=False),
        sa.Column("cause", sa.Text(), nullable=False),
        sa.Column("unit_code", sa.String(length=40), nullable=False),
        sa.Column("leader", sa.String(length=300), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_index_answers")),
    )


def downgrade() -> None:
    for table in ("index_answers", "index_criteria", "index_results", "index_imports"):
        op.drop_table(table)
