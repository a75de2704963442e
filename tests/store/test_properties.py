"""What holds for any numbers: what is stored comes back, the order of separate files is nothing, twice is once."""

import io
from collections.abc import Iterator
from contextlib import contextmanager

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine import Connection, Engine

from actions.data.publish import make_version, publish
from core.counts import COUNT_NAMES
from core.errors import WrongStateError
from core.periods import Period, month_of
from core.units import Unit
from loaders import load
from loaders.text.whole_numbers import LARGEST
from store import imports, publications, reviews, signatures
from tests.conftest import NOW
from tests.tiers import examples
from views.documents.files import blank_template
from views.documents.template import ASKED

pytestmark = pytest.mark.slow

# The database is a fixture and stays the same; every example is undone.

CODES = ("SNV", "STP", "SYT", "SCT", "17035")
MONTHS = tuple(month_of(2026, number) for number in (7, 8, 9))
count = st.none() | st.just(0) | st.integers(1, 2**63 - 1)
small = st.none() | st.integers(0, 10**6)
field = st.none() | st.sampled_from(["Hộ tịch", "Đất đai", "=1+1", "'quoted'; --"])


@contextmanager
def undone(engine: Engine) -> Iterator[Connection]:
    """A transaction that leaves nothing."""
    with engine.execution_options(writes=True).connect() as connection, connection.begin() as transaction:
        yield connection
        transaction.rollback()


def frame(cells: dict[tuple[str, Period, str | None], list[int | None]]) -> pd.DataFrame:
    """Rows as the loader gives them; the first counts are those given, the others were not reported."""
    rows = [
        {"unit_code": code, "period_start": month.start, "period_end": month.end, "field": name, "sheet": None}
        | {"row": number}
        | dict(zip(COUNT_NAMES, [*counts, *[None] * (len(COUNT_NAMES) - len(counts))], strict=True))
        | {"withdrawn": None}
        for number, ((code, month, name), counts) in enumerate(cells.items(), 2)
    ]
    return pd.DataFrame(rows, dtype=object).astype(dict.fromkeys(COUNT_NAMES, "Int64") | {"row": "int64"})


def stored(connection: Connection, sha256: str, month: Period, rows: pd.DataFrame) -> int:
    imports.keep_file(connection, sha256, b"x")
    number = imports.add(
        connection,
        sha256=sha256,
        file_name="x.csv",
        source="template",
        period=month,
        rows=rows,
        issues=[],
        at=NOW,
        who="test",
        illustrative=False,
    )
    reviews.note_event(connection, number, "accepted", at=NOW, who="test")
    return number


@examples(10)
@given(
    cells=st.dictionaries(
        st.tuples(st.sampled_from(CODES), st.just(MONTHS[1]), field),
        st.lists(count, min_size=len(COUNT_NAMES), max_size=len(COUNT_NAMES)),
        min_size=1,
        max_size=6,
    )
)
def test_what_is_stored_is_read_back_exactly(nghe_an, cells):
    rows = frame(cells)
    with undone(nghe_an) as connection:
        number = stored(connection, "a" * 64, MONTHS[1], rows)

        back = imports.rows(connection, number)

        assert back[list(COUNT_NAMES)].equals(rows[list(COUNT_NAMES)])
        assert back.drop(columns=list(COUNT_NAMES)).to_dict("records") == rows.drop(columns=list(COUNT_NAMES)).to_dict(
            "records"
        )
        assert imports.holds(connection, number, rows)


@st.composite
def separate_files(draw):
    """Files of which no two give the same unit and month; each has one month. And two orders to load them in."""
    keys = draw(
        st.lists(st.tuples(st.sampled_from(CODES), st.sampled_from(MONTHS)), min_size=2, max_size=8, unique=True)
    )
    files: dict[tuple[int, Period], dict[tuple[str, Period, str | None], list[int | None]]] = {}
    for code, month in keys:
        # At least one number: a row without any is no row.
        counts = [draw(st.integers(0, 10**6)), *draw(st.lists(small, min_size=11, max_size=11))]
        files.setdefault((draw(st.integers(1, 2)), month), {})[code, month, None] = counts
    ordered = list(files.items())
    return ordered, draw(st.permutations(ordered))


@examples(10)
@given(both=separate_files())
def test_the_order_of_files_about_different_units_or_months_does_not_matter(nghe_an, viewer, both):
    answers = []
    for order in both:
        with undone(nghe_an) as connection:
            codes = {}
            for number, ((_, month), cells) in enumerate(order):
                made = stored(connection, f"{number:064}", month, frame(cells))
                make_version(connection, viewer, month, [made], at=NOW, note="")
                # Not the version's own code, which is of its history as well: its layers and the versions before it.
                codes[month] = signatures.signed(connection, month)[-1].data_code
            answers.append((publications.counts(connection), codes))

    (counts, codes), (other_counts, other_codes) = answers
    pd.testing.assert_frame_equal(counts, other_counts)
    assert codes == other_codes


@examples(10)
@given(counts=st.lists(small, min_size=5, max_size=5))
def test_the_same_drafts_published_twice_are_one_version(nghe_an, viewer, counts):
    month = MONTHS[1]
    with undone(nghe_an) as connection:
        draft = stored(connection, "a" * 64, month, frame({("SNV", month, None): counts}))

        once = publish(connection, viewer, month, [draft], at=NOW, note="")
        twice = publish(connection, viewer, month, [draft], at=NOW, note="")

        assert (once, once.version) == (twice, 1)
        assert publications.import_ids(connection, month) == [draft]


def test_nothing_is_no_version(nghe_an, viewer):
    with undone(nghe_an) as connection, pytest.raises(WrongStateError):
        publish(connection, viewer, MONTHS[1], [], at=NOW, note="")


name = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30) | st.sampled_from(
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "＝1"]
)


@examples(10)
@given(unit_name=name, counts=st.lists(st.none() | st.integers(0, LARGEST), min_size=len(ASKED), max_size=len(ASKED)))
def test_a_template_filled_in_gives_the_same_numbers_whatever_a_unit_is_called(unit_name, counts):
    """Values that fit together are not needed here: faults are found, and the numbers are what was typed."""
    unit = Unit("SNV", unit_name, "department")
    book = openpyxl.load_workbook(io.BytesIO(blank_template([unit], MONTHS[1], "vi")))
    for column, value in enumerate(counts, 4):
        book.active.cell(2, column).value = value
    filled = io.BytesIO()
    book.save(filled)

    loaded = load(filled.getvalue(), "x.xlsx", units=[unit], month=None, today=NOW.date())

    assert book.active["B2"].data_type == "s"
    kept = loaded.rows[list(ASKED)].astype(object).where(loaded.rows[list(ASKED)].notna(), None).values.tolist()
    assert kept == ([counts] if any(value is not None for value in counts) else [])
