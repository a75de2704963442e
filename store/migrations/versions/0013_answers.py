"""What a version's figures are, kept and signed when it is published."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

COLUMNS = (
    ("answers", sa.LargeBinary()),
    ("answers_code", sa.String(length=64)),
    ("words_code", sa.String(length=64)),
    ("answered_later", sa.Boolean()),
)


def upgrade() -> None:
    op.create_table(
        "rule_sets",
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_rule_sets")),
    )
    for name, kind in COLUMNS:
        op.add_column("publications", sa.Column(name, kind, nullable=True))
    # Not as a batch: SQLite would drop the table to make it anew, and other tables refer to it.
    op.execute(
        "ALTER TABLE publications ADD COLUMN rules_code VARCHAR(64)"
        " CONSTRAINT fk_publications_rules_code REFERENCES rule_sets (code)"
    )


def downgrade() -> None:
    for name in ("rules_code", *(name for name, _ in COLUMNS)):
        op.drop_column("publications", name)
    op.drop_table("rule_sets")
