"""What a finding about form II.06a means in a table that is none."""

from collections.abc import Iterable, Iterator

from core.issues import Issue
from loaders.monthly.sources.base import Source


def as_of(source: Source, issues: Iterable[Issue]) -> Iterator[Issue]:
    """Form II.06a says that its parts make the whole. Another table may leave out dossiers that were returned, so that
    the parts are fewer; more than the whole they cannot be."""
    for issue in issues:
        fewer = issue.code == "identity_broken" and issue.values["sum"] < issue.values["value"]
        if fewer and source.id != "form_ii06a":
            values = {name: issue.values[name] for name in ("count", "value", "sum")}
            values["gap"] = issue.values["value"] - issue.values["sum"]
            yield Issue("parts_do_not_add", "warning", issue.sheet, issue.row, issue.column, values)
        else:
            yield issue
