"""A row can take back counts that an earlier import gave."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("observations", sa.Column("withdrawn", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("observations", "withdrawn")
