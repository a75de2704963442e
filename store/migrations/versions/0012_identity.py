"""A random name of the database, so that what was kept of one is never shown for another."""

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    table = op.create_table(
        "identity",
        sa.Column("id", sa.String(length=32), nullable=False),
        sa.Column("numbers", sa.Integer(), nullable=False),
        sa.Column("tasks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity")),
    )
    newest = op.get_bind().scalar(sa.text("SELECT max(id) FROM audit_events")) or 0
    op.bulk_insert(table, [{"id": secrets.token_hex(16), "numbers": newest, "tasks": newest}])


def downgrade() -> None:
    op.drop_table("identity")
