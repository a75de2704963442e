"""Parses one row of index results and collects its issues."""

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from core.indices import FIRST_YEAR, LONGEST, KnownIndex, Result
from core.issues import Issue
from core.rows import Row
from core.units import Unit
from loaders.lists.captioned import ListColumns, numbers_columns
from loaders.sheets import Value, shown
from loaders.text.canonical import canonical
from loaders.text.index_numbers import Number, rank, score, year
from loaders.text.whole_numbers import NotANumber
from loaders.units.matching import Directory, NoMatch, directory, match

COLUMNS = ListColumns(
    captions={
        "index": ("Chỉ số", "Tên chỉ số", "index"),
        "year": ("Năm", "year"),
        "place": (
            "Tỉnh, đơn vị",
            "Tỉnh hoặc đơn vị",
            "Tỉnh",
            "Tỉnh, thành phố",
            "Địa phương",
            "Đơn vị",
            "Tên đơn vị",
            "place",
        ),
        "component": (
            "Tiêu chí, thành phần",
            "Tiêu chí",
            "Tiêu chí thành phần",
            "Thành phần",
            "Chỉ số thành phần",
            "component",
            "criterion",
        ),
        "score": ("Điểm", "Điểm số", "Điểm đạt được", "score"),
        "max_score": ("Điểm tối đa", "Điểm chuẩn", "max_score"),
        "rank": ("Thứ hạng", "Hạng", "Xếp hạng", "rank"),
        "rank_of": ("Trên tổng số", "Tổng số", "Trong số", "rank_of"),
        "source": ("Nguồn", "source"),
    },
    needed=("index", "year", "place"),
    one_of=("score", "rank"),
    cell_error="index_cell_error",
)
# “PAPI dimension: participation” names both in one cell.
_BOTH = re.compile(
    r"(?<!\s)\s+(?:dimension|component|criterion|thành phần|nội dung|tiêu chí|trục)\s*:",
    re.IGNORECASE,
)
_KIND_OF_PROVINCE = re.compile(r"^(tỉnh|thành phố|tp\.?)\s+", re.IGNORECASE)
_LONGEST_NUMBER = 100
# Below or above the places stand rows about all of them.
_ABOUT_ALL = re.compile(
    r"(?:giá trị |điểm |điểm số )?(?:cao nhất|thấp nhất|trung bình|trung vị|bình quân|tối đa|lớn nhất|nhỏ nhất)(?: .*)?"
    r"|cả nước|toàn quốc|tổng cộng|highest|lowest|max|min|mean|average|median|national average"
)


class Table(Protocol):
    """A long table, or a wide one read as one."""

    def rows(self, found: list[Issue]) -> Iterator[Row]: ...

    def value(self, row: Row, name: str) -> Value: ...


@dataclass(frozen=True)
class Names:
    """Every way to name an index and a unit of the province."""

    indices: Mapping[str, KnownIndex]
    units: Directory
    province: tuple[str, ...]
    """Names of the province itself: files write them in front of its own index."""
    own: Mapping[str, str]
    """The one name of the province, by each way to write it."""


def names(units: Iterable[Unit], known: Sequence[KnownIndex]) -> Names:
    listed = list(units)
    named = [(unit, name) for unit in listed if unit.kind == "province" for name in (unit.name, *unit.aliases)]
    province = sorted((canonical(name) for _, name in named), key=len, reverse=True)
    own = {canonical(_bare(name)): _bare(unit.name) for unit, name in named}
    indices = {canonical(name): index for index in known for name in index.names}
    return Names(indices, directory(listed), tuple(province), own)


def rows(table: Table, known: Names, this_year: int, found: list[Issue]) -> Iterator[tuple[Row, Result]]:
    """The results of a table; a row with an error is added to `found` and left out."""
    for row in table.rows(found):
        # Below the table there are notes and signatures, without year and place.
        if not (row.cells["year"] or row.cells["place"]) or numbers_columns(row):
            continue
        if _ABOUT_ALL.fullmatch(canonical(row.cells["place"])):
            about_all = row.issue("index_about_all", "place", "note", text=shown(row.cells["place"]))
            # Of a wide table once, not for each dimension.
            found += [] if about_all in found else [about_all]
            continue
        before = len(found)
        result = _result(row, table, known, this_year, found)
        if not any(issue.severity == "error" for issue in found[before:]):
            yield row, result


def _result(row: Row, table: Table, known: Names, this_year: int, found: list[Issue]) -> Result:
    cells = row.cells
    found += [row.issue("index_blank", name) for name in ("index", "year", "place") if not cells[name]]
    for name, text in cells.items():
        if len(text) > (limit := LONGEST.get(name, _LONGEST_NUMBER)):
            found.append(row.issue("index_too_long", name, limit=limit))
    written, *behind = _BOTH.split(cells["index"], maxsplit=1)
    if not written or not "".join(behind).strip():
        written, behind = cells["index"], []
    component = cells["component"] or "".join(behind).strip()
    index = _index(row, written, known, found)
    values = _numbers(row, table, found)
    when = int(values["year"] or 0)
    if values["year"] is not None and not FIRST_YEAR <= when <= this_year:
        asked = {"text": shown(cells["year"]), "first": str(FIRST_YEAR), "last": str(this_year)}
        found.append(row.issue("index_year", "year", **asked))
    points = _points(row, values, index, found, whole=not component)
    place, of = (None if values[name] is None else int(values[name] or 0) for name in ("rank", "rank_of"))
    if place is not None and of is None and not component:
        found.append(row.issue("index_rank_of", "rank", "warning"))
    if place is not None and of is not None and place > of:
        found.append(row.issue("index_rank_above", "rank", rank=place, rank_of=of))
    if values["score"] is None and place is None:
        found.append(row.issue("index_missing", "score", "note", place=shown(cells["place"])))
    where = _place(row, cells["place"], index, known, found)
    name = index.id if index else written
    return Result(name, when, where, component, points, values["max_score"], place, of, cells["source"])


def _numbers(row: Row, table: Table, found: list[Issue]) -> dict[str, float | None]:
    cells = {name: table.value(row, name) for name in ("year", "score", "max_score", "rank", "rank_of")}
    place, of = rank(cells["rank"], cells["rank_of"])
    read: dict[str, Number] = {
        "year": year(cells["year"]),
        "score": score(cells["score"]),
        "max_score": score(cells["max_score"]),
        "rank": place,
        "rank_of": of,
    }
    for name, value in read.items():
        if isinstance(value, NotANumber):
            found.append(row.issue("index_number", name, text=shown(row.cells[name])))
    return {name: None if isinstance(value, NotANumber) else value for name, value in read.items()}


def _points(
    row: Row, values: Mapping[str, float | None], index: KnownIndex | None, found: list[Issue], *, whole: bool
) -> float | None:
    points, most = values["score"], values["max_score"]
    if most is None and whole and index:
        most = index.scale
    if points is not None and most is not None and points > most:
        found.append(row.issue("index_score_above", "score", score=shown(points), most=shown(most)))
    if points == 0 and whole:
        # Printed tables often write 0.0 where a province had no result.
        found.append(row.issue("index_zero", "score", "warning"))
        return None
    return points


def _index(row: Row, text: str, known: Names, found: list[Issue]) -> KnownIndex | None:
    """The matching index, with or without the province's name; else None, and an issue with the nearest known name."""
    plain = canonical(text)
    for own in ("", *known.province):
        bare = plain.removeprefix(f"{own} ").removesuffix(f" {own}") if own else plain
        if bare in known.indices:
            return known.indices[bare]
    near = difflib.get_close_matches(plain, known.indices, n=1, cutoff=0.6)
    if near:
        nearest = known.indices[near[0]].id
        found.append(row.issue("index_unknown_near", "index", "warning", text=shown(text), nearest=nearest))
    elif text:
        found.append(row.issue("index_unknown", "index", "warning", text=shown(text)))
    return None


def _place(row: Row, text: str, index: KnownIndex | None, known: Names, found: list[Issue]) -> str:
    """The place under one name, however it was written."""
    if index is None or not index.of_units:
        return known.own.get(canonical(_bare(text)), _bare(text))
    unit = match(known.units, None, text, None) if text else None
    if isinstance(unit, NoMatch):
        found.append(row.issue("index_place", "place", "warning", text=shown(text)))
    return unit.name if isinstance(unit, Unit) else text


def _bare(province: str) -> str:
    return _KIND_OF_PROVINCE.sub("", province)
