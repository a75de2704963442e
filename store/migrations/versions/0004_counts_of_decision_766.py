"""The counts that Decision 766/QĐ-TTg divides, and the scores the portal publishes."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

COLUMNS = (
    *("returned", "late_explained", "late_redated"),
    *("announced", "announced_on_time", "published", "published_on_time", "content_procedures", "content_full"),
    *("sync_base", "synced"),
    *("fee_dossiers", "paid_online"),
    *("fee_procedures", "fee_procedures_paid_online", "fee_procedures_with_dossiers"),
    *("satisfaction_base", "satisfied", "feedback", "feedback_on_time", "feedback_satisfied"),
    *("score_ckmb_hundredths", "score_tdgq_hundredths", "score_dvctt_hundredths", "score_tttt_hundredths"),
    *("score_mdhl_hundredths", "score_mdsh_hundredths", "score_e_copy_hundredths"),
)


def upgrade() -> None:
    # One by one: as a batch, SQLite would copy the whole table.
    for name in COLUMNS:
        op.add_column("observations", sa.Column(name, sa.BigInteger()))


def downgrade() -> None:
    for name in reversed(COLUMNS):
        op.drop_column("observations", name)
