"""What a published version's code is made of: its data, the measures, the units."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

COLUMNS = ("data_code", "measures_code", "units_code")


def upgrade() -> None:
    with op.batch_alter_table("publications") as publications:
        for name in COLUMNS:
            publications.add_column(sa.Column(name, sa.String(64)))


def downgrade() -> None:
    with op.batch_alter_table("publications") as publications:
        for name in COLUMNS:
            publications.drop_column(name)
