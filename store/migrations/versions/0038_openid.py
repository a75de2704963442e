"""Accounts that sign in by a provider of identities."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0035"


def upgrade() -> None:
    op.add_column("accounts", sa.Column("openid", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column("accounts", sa.Column("subject", sa.String(length=600)))
    op.create_index(op.f("ix_accounts_subject"), "accounts", ["subject"], unique=True)


def downgrade() -> None:
    op.drop_index(op.f("ix_accounts_subject"), table_name="accounts")
    with op.batch_alter_table("accounts") as batch:
        batch.drop_column("subject")
        batch.drop_column("openid")
