"""Every table. Facts are added, never changed.

A month's life, `draft import → checked → accepted → published version → locked`, has its tables from the
first migration on, so that what is imported today can be traced when the later steps are built.
"""

import sqlalchemy as sa

from core.counts import COUNT_NAMES
from store.schema import Moment, metadata
from store.tables import access
from store.tables.audit import audit_events
from store.tables.identity import identity
from store.tables.journal import journal
from store.tables.people import posts, staff_lists
from store.tables.portal import portal_reads, portal_values
from store.tables.remembered import row_answers, table_mappings
from store.tables.reminders import reminders_sent
from store.tables.units import structure_files, structures, unit_succession, units
from store.tables.yearly import index_imports, index_results

__all__ = [
    "Moment",
    "access",
    "audit_events",
    "files",
    "identity",
    "import_events",
    "import_issues",
    "imports",
    "index_imports",
    "index_results",
    "issue_acknowledgements",
    "journal",
    "metadata",
    "observations",
    "period_locks",
    "portal_reads",
    "portal_values",
    "posts",
    "publication_imports",
    "publications",
    "reminders_sent",
    "row_answers",
    "rule_sets",
    "staff_lists",
    "structure_files",
    "structures",
    "table_mappings",
    "unit_succession",
    "units",
]

files = sa.Table(
    "files",
    metadata,
    sa.Column("sha256", sa.String(64), primary_key=True),
    sa.Column("size", sa.Integer, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

imports = sa.Table(
    "imports",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("file_sha256", sa.String(64), sa.ForeignKey("files.sha256"), nullable=False),
    sa.Column("file_name", sa.String(300), nullable=False),
    sa.Column("source", sa.String(60), nullable=False),
    sa.Column("period_start", sa.Date, nullable=False),
    sa.Column("period_end", sa.Date, nullable=False),
    sa.Column("imported_at", Moment, nullable=False),
    sa.Column("imported_by", sa.String(200), nullable=False),
    # Invented numbers for demonstration; every screen that uses them must say so.
    sa.Column("illustrative", sa.Boolean, nullable=False),
)

# draft, checked, accepted, rejected: the state is the last of these, never a column that changes.
import_events = sa.Table(
    "import_events",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("import_id", sa.ForeignKey("imports.id"), nullable=False, index=True),
    sa.Column("event", sa.String(30), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
)

import_issues = sa.Table(
    "import_issues",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("import_id", sa.ForeignKey("imports.id"), nullable=False, index=True),
    sa.Column("code", sa.String(60), nullable=False),
    sa.Column("severity", sa.String(10), nullable=False),
    sa.Column("sheet", sa.String(300)),
    sa.Column("row", sa.Integer),
    sa.Column("column", sa.String(10)),
    sa.Column("values", sa.JSON, nullable=False),
)

issue_acknowledgements = sa.Table(
    "issue_acknowledgements",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("issue_id", sa.ForeignKey("import_issues.id"), nullable=False, unique=True),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)

observations = sa.Table(
    "observations",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("import_id", sa.ForeignKey("imports.id"), nullable=False, index=True),
    sa.Column("unit_code", sa.String(40), nullable=False),
    sa.Column("period_start", sa.Date, nullable=False),
    sa.Column("period_end", sa.Date, nullable=False),
    sa.Column("field", sa.String(300)),
    sa.Column("source", sa.String(60), nullable=False),
    sa.Column("sheet", sa.String(300)),
    sa.Column("row", sa.Integer, nullable=False),
    # NULL = not reported; 0 = counted, none.
    *(sa.Column(name, sa.BigInteger) for name in COUNT_NAMES),
    # The counts, parted by blanks, that this row takes back: their NULL overrides what earlier imports say.
    sa.Column("withdrawn", sa.Text),
)

# The rules that versions were computed by, as canonical JSON; see `metrics.signed.rules`. Most versions share one.
rule_sets = sa.Table(
    "rule_sets",
    metadata,
    sa.Column("code", sa.String(64), primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
)

publications = sa.Table(
    "publications",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("period_start", sa.Date, nullable=False),
    sa.Column("period_end", sa.Date, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("published_at", Moment, nullable=False),
    sa.Column("published_by", sa.String(200), nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    # The SHA-256 that pages and documents print: that of `answers`, or (before those were signed) of three parts.
    sa.Column("code", sa.String(64)),
    sa.Column("data_code", sa.String(64)),
    # Of every definition and its words: versions from before answers were signed have it.
    sa.Column("measures_code", sa.String(64)),
    sa.Column("units_code", sa.String(64)),
    # What was computed of it: canonical JSON, compressed; see `metrics.signed.answers`.
    sa.Column("answers", sa.LargeBinary),
    sa.Column("answers_code", sa.String(64)),
    sa.Column("rules_code", sa.ForeignKey("rule_sets.code")),
    # Not signed: whether only words of the definitions have changed since.
    sa.Column("words_code", sa.String(64)),
    # True where the version is older than its answers.
    sa.Column("answered_later", sa.Boolean),
    # The unit structure it was published with; NULL only where there was no list at all.
    sa.Column("structure_id", sa.ForeignKey("structures.id")),
    # The SHA-256 of the publication before, the Ed25519 signature, and by which key; see `store.signatures`.
    sa.Column("previous", sa.String(64)),
    sa.Column("signature", sa.String(128)),
    sa.Column("public_key", sa.String(64)),
    # Two people who publish the same month at once make the same number: the database lets one through.
    sa.UniqueConstraint("period_start", "period_end", "version"),
)

# The imports of a version. A later position overrides the earlier ones, count by count.
publication_imports = sa.Table(
    "publication_imports",
    metadata,
    sa.Column("publication_id", sa.ForeignKey("publications.id"), primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True),
    sa.Column("import_id", sa.ForeignKey("imports.id"), nullable=False, index=True),
)

# locked, reopened: the last one decides.
period_locks = sa.Table(
    "period_locks",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("period_start", sa.Date, nullable=False),
    sa.Column("period_end", sa.Date, nullable=False),
    sa.Column("event", sa.String(20), nullable=False),
    sa.Column("at", Moment, nullable=False),
    sa.Column("who", sa.String(200), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
)
