"""A second factor of an account, the codes for the day the telephone is lost, the secret address of its calendar."""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0033"


def upgrade() -> None:
    op.add_column("accounts", sa.Column("second_factor", sa.Text()))
    op.add_column("accounts", sa.Column("second_factor_step", sa.Integer()))
    op.add_column("accounts", sa.Column("calendar", sa.String(length=64)))
    op.create_index(op.f("ix_accounts_calendar"), "accounts", ["calendar"])
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name=op.f("fk_recovery_codes_account_id_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
    )
    op.create_index(op.f("ix_recovery_codes_account_id"), "recovery_codes", ["account_id"])


def downgrade() -> None:
    op.drop_table("recovery_codes")
    op.drop_index(op.f("ix_accounts_calendar"), table_name="accounts")
    with op.batch_alter_table("accounts") as batch:
        batch.drop_column("calendar")
        batch.drop_column("second_factor_step")
        batch.drop_column("second_factor")
