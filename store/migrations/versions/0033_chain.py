"""Audit lines and publications that hold the hash of the one before."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0026"

_LINES: dict[str, Any] = {
    "after": sa.Integer(),
    "upto": sa.JSON(),
    "wrote": sa.JSON(),
    "key": sa.String(length=12),
    "mac": sa.String(length=64),
}
_VERSIONS: dict[str, Any] = {
    "previous": sa.String(length=64),
    "signature": sa.String(length=128),
    "public_key": sa.String(length=64),
}


def upgrade() -> None:
    for table, columns in (("audit_events", _LINES), ("publications", _VERSIONS)):
        for name, kind in columns.items():
            op.add_column(table, sa.Column(name, kind))


def downgrade() -> None:
    for table, columns in (("audit_events", _LINES), ("publications", _VERSIONS)):
        with op.batch_alter_table(table) as batch:
            for name in columns:
                batch.drop_column(name)
