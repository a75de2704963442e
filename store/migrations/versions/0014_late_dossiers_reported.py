"""Late dossiers that were reported to the Committee: the first step of the chain that each of them must go."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.add_column("observations", sa.Column("late_reported", sa.BigInteger()))


def downgrade() -> None:
    op.drop_column("observations", "late_reported")
