"""The first tables: units, files, imports, observations, publications, locks, audit."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "audit_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("deed", sa.String(length=60), nullable=False),
        sa.Column("about", sa.String(length=300), nullable=False),
        sa.Column("details", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_events")),
    )
    op.create_table(
        "files",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_files")),
    )
    op.create_table(
        "period_locks",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("event", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_locks")),
    )
    op.create_table(
        "publications",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sa.UniqueConstraint(
            "period_start", "period_end", "version", name=op.f("uq_publications_period_start_period_end_version")
        ),
    )
    op.create_table(
        "unit_succession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("old", sa.String(length=40), nullable=False),
        sa.Column("new", sa.String(length=40), nullable=False),
        sa.Column("on_date", sa.Date(), nullable=False),
        sa.Column("share", sa.Float(), nullable=False),
        sa.Column("basis", sa.String(length=500), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_succession")),
        sa.UniqueConstraint("old", "new", "on_date", name=op.f("uq_unit_succession_old_new_on_date")),
    )
    op.create_table(
        "units",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("name_en", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("parent", sa.String(length=40), nullable=True),
        sa.Column("valid_from", sa.Date(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("aliases", sa.JSON(), nullable=False),
        sa.Column("e_identifier", sa.String(length=40), nullable=True),
        sa.CheckConstraint("kind IN ('province', 'department', 'district', 'commune')", name=op.f("ck_units_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_units")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("uq_units_code_valid_from")),
    )
    op.create_table(
        "imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_sha256", sa.String(length=64), nullable=False),
        sa.Column("file_name", sa.String(length=300), nullable=False),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("imported_by", sa.String(length=200), nullable=False),
        sa.Column("illustrative", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["file_sha256"], ["files.sha256"], name=op.f("fk_imports_file_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imports")),
    )
    op.create_table(
        "import_events",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("event", sa.String(length=30), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_events_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_events")),
    )
    with op.batch_alter_table("import_events", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_events_import_id"), ["import_id"], unique=False)

    op.create_table(
        "import_issues",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=60), nullable=False),
        sa.Column("severity", sa.String(length=10), nullable=False),
        sa.Column("sheet", sa.String(length=300), nullable=True),
        sa.Column("row", sa.Integer(), nullable=True),
        sa.Column("column", sa.String(length=10), nullable=True),
        sa.Column("values", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_import_issues_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_issues")),
    )
    with op.batch_alter_table("import_issues", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_issues_import_id"), ["import_id"], unique=False)

    op.create_table(
        "observations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("unit_code", sa.String(length=40), nullable=False),
        sa.Column("period_start", sa.Date(), nullable=False),
        sa.Column("period_end", sa.Date(), nullable=False),
        sa.Column("field", sa.String(length=300), nullable=True),
        sa.Column("source", sa.String(length=60), nullable=False),
        sa.Column("sheet", sa.String(length=300), nullable=True),
        sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("received", sa.BigInteger(), nullable=True),
        sa.Column("received_online", sa.BigInteger(), nullable=True),
        sa.Column("received_in_person", sa.BigInteger(), nullable=True),
        sa.Column("carried_over", sa.BigInteger(), nullable=True),
        sa.Column("resolved", sa.BigInteger(), nullable=True),
        sa.Column("resolved_early", sa.BigInteger(), nullable=True),
        sa.Column("resolved_on_due", sa.BigInteger(), nullable=True),
        sa.Column("resolved_late", sa.BigInteger(), nullable=True),
        sa.Column("pending", sa.BigInteger(), nullable=True),
        sa.Column("pending_in_time", sa.BigInteger(), nullable=True),
        sa.Column("pending_overdue", sa.BigInteger(), nullable=True),
        sa.Column("late_apologised", sa.BigInteger(), nullable=True),
        sa.Column("digitisation_base", sa.BigInteger(), nullable=True),
        sa.Column("digitised", sa.BigInteger(), nullable=True),
        sa.Column("e_results", sa.BigInteger(), nullable=True),
        sa.Column("data_reused", sa.BigInteger(), nullable=True),
        sa.Column("personal_storage", sa.BigInteger(), nullable=True),
        sa.Column("citizen_data", sa.BigInteger(), nullable=True),
        sa.Column("citizen_procedures", sa.BigInteger(), nullable=True),
        sa.Column("procedures", sa.BigInteger(), nullable=True),
        sa.Column("portal_dossiers", sa.BigInteger(), nullable=True),
        sa.Column("portal_on_time", sa.BigInteger(), nullable=True),
        sa.Column("portal_overdue", sa.BigInteger(), nullable=True),
        sa.Column("mean_days_hundredths", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_observations_import_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observations")),
    )
    with op.batch_alter_table("observations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_observations_import_id"), ["import_id"], unique=False)

    op.create_table(
        "publication_imports",
        sa.Column("publication_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["import_id"], ["imports.id"], name=op.f("fk_publication_imports_import_id")),
        sa.ForeignKeyConstraint(
            ["publication_id"], ["publications.id"], name=op.f("fk_publication_imports_publication_id")
        ),
        sa.PrimaryKeyConstraint("publication_id", "position", name=op.f("pk_publication_imports")),
    )
    with op.batch_alter_table("publication_imports", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_publication_imports_import_id"), ["import_id"], unique=False)

    op.create_table(
        "issue_acknowledgements",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("issue_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["import_issues.id"], name=op.f("fk_issue_acknowledgements_issue_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issue_acknowledgements")),
        sa.UniqueConstraint("issue_id", name=op.f("uq_issue_acknowledgements_issue_id")),
    )


def downgrade() -> None:
    op.drop_table("issue_acknowledgements")
    with op.batch_alter_table("publication_imports", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_publication_imports_import_id"))

    op.drop_table("publication_imports")
    with op.batch_alter_table("observations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_observations_import_id"))

    op.drop_table("observations")
    with op.batch_alter_table("import_issues", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_issues_import_id"))

    op.drop_table("import_issues")
    with op.batch_alter_table("import_events", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_import_events_import_id"))

    op.drop_table("import_events")
    op.drop_table("imports")
    op.drop_table("units")
    op.drop_table("unit_succession")
    op.drop_table("publications")
    op.drop_table("period_locks")
    op.drop_table("files")
    op.drop_table("audit_events")
