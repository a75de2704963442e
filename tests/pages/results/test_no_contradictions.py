"""No page, chart or workbook prints two things that contradict each other, over the months of both sample provinces.

The tables are drawn by the pages' own functions and read back as a reader would: by what is printed. `make test` tries
some months, `make test-all` every one.
"""

import io
import re
from decimal import Decimal
from functools import cache
from html import unescape
from itertools import pairwise

import openpyxl
import pytest

from core.errors import NoMeasureDataError
from core.periods import parse
from core.viewer import everyone
from core.words import LANGUAGES, t
from reports.published import Published
from reports.results.late_chain import late_chain_of
from reports.results.overview import overview_of
from reports.results.ranking import Ranking, ranking_of
from reports.results.score import score_of
from reports.results.unit import unit_report_of
from reports.slices import Slice
from reports.versions import published
from store.database import open_engine
from tests.samples import sample_of
from views.charts.ranking import bars_data
from views.documents.files import ranking_workbook, score_workbook
from views.rendering import render
from views.screen.results import overview as overview_screen
from views.screen.results import ranking as ranking_screen
from views.screen.results import score_table
from views.wording import results as wording

pytestmark = pytest.mark.slow

SAMPLED = ("2026-10", "2025-06")
"""The newest, and the last before units were replaced."""


@pytest.fixture(scope="session", params=["nghe-an", "phu-tho"])
def province(request, tmp_path_factory) -> Published:
    path = tmp_path_factory.mktemp("contradictions") / "namro.db"
    engine = open_engine(sample_of(request.param, path, tmp_path_factory))
    with engine.connect() as connection:
        data = published(connection, everyone("test"))
    engine.dispose()
    return data


def months_of(data: Published, *, every: bool):
    months = data.all_months()
    return months if every else [month for month in months if month.code in SAMPLED] or months


def plain(fragment: str) -> str:
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", fragment))).strip()


def number(text: str, language: str) -> Decimal | None:
    """The first number that is printed in a text."""
    found = re.search(r"[+\N{MINUS SIGN}]?\d[\d.,]*", text)
    if not found:
        return None
    digits = found[0].strip(".,").replace("\N{MINUS SIGN}", "-")
    digits = digits.replace(".", "").replace(",", ".") if language == "vi" else digits.replace(",", "")
    return Decimal(digits)


def cells(table: str) -> list[list[str]]:
    """The rows of the bodies of a table that is drawn, without those that head a part of it."""
    rows = re.findall(r"<tr(?! class=\"part\")[^>]*>(.*?)</tr>", table, flags=re.DOTALL)
    return [re.findall(r"<td[^>]*>(.*?)</td>", row, flags=re.DOTALL) for row in rows if "<td" in row]


def beats(value: Decimal, target: Decimal, better: str) -> bool:
    return value >= target if better == "higher" else value <= target


@cache
def words(language: str) -> tuple[str, str]:
    return t(language, "target.met"), t(language, "target.missed")


def check_ranking(report: Ranking, language: str) -> dict[str, tuple[str, str]]:
    """What is printed of each unit: (value, met or missed)."""
    met, missed = words(language)
    drawn = ranking_screen._html(report, language)
    table = drawn[drawn.index('id="ranking_table"') :].split("</table>")[0]
    goal = report.target and Decimal(repr(report.target.value)).normalize()
    said, order = {}, []
    for row in cells(table):
        rank, name, value = int(plain(row[0])), plain(row[2]), plain(row[4 if report.groups else 3])
        printed = number(value, language)
        order.append((rank, printed))
        text = " ".join(plain(cell) for cell in row)
        label = missed if missed in text else met if met in text else ""
        if goal is not None:
            assert label == (met if beats(printed, goal, report.measure.better) else missed), (report.period.code, row)
        said[name] = (value, label)
    order.sort()
    sign = 1 if report.measure.better == "lower" else -1
    values = [sign * value for _, value in order]
    assert values == sorted(values), "a lower printed value never stands before a higher one"
    sentence = plain(" ".join(wording.ranking(report, language)))
    if goal is not None:
        many = sum(label == met for _, label in said.values())
        assert t(language, "ranking.lead_met", met=many, target="").strip(" .;≥≤")[:12] in sentence
        assert re.search(rf"(?<!\d){many}(?!\d)", sentence), "the sentence counts as the labels do"
    return said


def check_chart_and_workbook(report: Ranking, language: str, said: dict[str, tuple[str, str]]) -> None:
    rows = bars_data(report, language)
    for name, text, state in zip(rows["name"], rows["text"], rows["state"], strict=True):
        value, label = said[name]
        assert (
            value.startswith(text.replace("\N{NO-BREAK SPACE}", " "))
            or text in value
            or number(value, language) == number(text, language)
        )
        assert state == (label or t(language, "target.none"))
    sheet = openpyxl.load_workbook(io.BytesIO(ranking_workbook(report, language, "", None))).active
    found = {str(row[2]): row for row in sheet.iter_rows(values_only=True) if row[2] in said}
    assert len(found) == len(said)
    for name, (_, label) in said.items():
        assert (found[name][11] or "") == label, (name, found[name])


def each_ranking(data: Published, month):
    for kind in data.kinds([month]):
        for measure in data.measures_for(month):
            of = Slice(data, kind, month)
            try:
                yield ranking_of(of, measure)
            except NoMeasureDataError:  # nobody of the kind reports it: its page says so
                continue


def check_month(data: Published, month) -> None:
    language = LANGUAGES[month.start.month % 2]
    for report in each_ranking(data, month):
        check_chart_and_workbook(report, language, check_ranking(report, language))
    check_scores(data, month, language)
    check_overview(data, month, language)
    check_chain(data, month)


def check_scores(data: Published, month, language: str) -> None:
    for rules in data.definitions(month).scores.values():
        for kind in data.kinds([month]):
            report = score_of(Slice(data, kind, month), rules)
            drawn = score_table._html(report, language)
            table = drawn[drawn.index('id="score_table"') :].split("</table>")[0]
            totals, sums = [], []
            for row in cells(table):
                total = number(plain(row[2]), language)
                totals.append((int(plain(row[0])), total))
                parts = [number(plain(cell), language) for cell in row[4:]]
                known = [part for part in parts if part is not None]
                if rules.decimals is not None:
                    sums.append((total, sum(known)))
            if rules.rank_by == "printed":
                for (rank, total), (other_rank, other) in pairwise(totals):
                    assert (total > other) == (rank < other_rank) and total >= other, "equal totals share a rank"
            assert all(total == added for total, added in sums), "the groups add up to the total"
            sheet = openpyxl.load_workbook(io.BytesIO(score_workbook(report, language, "", None))).worksheets[0]
            printed = {
                round(Decimal(repr(float(cell))), 2)
                for row in sheet.iter_rows(values_only=True)
                for cell in row
                if isinstance(cell, float | int)
            }
            assert {total for _, total in totals} <= printed


def check_overview(data: Published, month, language: str) -> None:
    report = overview_of(data, month)
    drawn = overview_screen._html(report, (), 0, 0, language)
    for card in re.findall(r'<a class="card" href="[^"]*measure=(.*?)</a>', drawn, flags=re.DOTALL)[
        : len(report.headlines)
    ]:
        now = number(plain(re.search(r'class="big">(.*?)</span>', card)[1]), language)
        for line in re.findall(r'<span class="row">(<span class="change.*?\))</span></span>', card, flags=re.DOTALL):
            change, before = number(plain(line), language), number(plain(line[line.rindex("(") :]), language)
            assert now - before == change, (month.code, plain(card))
    kinds = overview_screen._kinds_html(report, language)
    met, missed = words(language)
    for row, group in zip(cells(kinds), report.groups, strict=True):
        for cell, rate in zip(row[2 + len(group.figures) :: 2], group.rates, strict=True):
            if rate.target is not None and rate.covered:
                goal = Decimal(repr(rate.target.value))
                text = plain(cell)
                assert (met in text and missed not in text) == beats(number(text, language), goal, rate.measure.better)
    assert sum(each.late for each in report.late_places) <= late_chain_of(data, month).late
    for unit in [place.unit for place in report.late_places]:
        check_unit(data, unit.code, month, language)


def check_chain(data: Published, month) -> None:
    chain = late_chain_of(data, month)
    for step in chain.known:
        done, of = chain.done(step)
        assert 0 <= done <= of <= chain.late
    complete = [each for each in chain.units if each not in chain.incomplete]
    assert all(each.missing(step) <= 0 for each in complete for step in chain.known)


def check_unit(data: Published, code: str, month, language: str) -> None:
    """What the unit's page prints is what its rankings print."""
    report = unit_report_of(data, code, month)
    drawn = render(language, "results/unit.html", report=report, chosen="")
    met, missed = words(language)
    for row, place in zip(cells(drawn), report.places, strict=True):
        if place.rank is None:
            continue
        assert plain(row[1]).startswith(f"{place.rank}/{place.of}")
        if place.target is not None:
            value, text = number(plain(row[3]), language), plain(row[6])
            wanted = met if beats(value, Decimal(repr(place.target.value)), place.measure.better) else missed
            assert text.startswith(("● " if wanted == met else "▲ ") + wanted), text


def test_some_months_contradict_nothing(province):
    months = months_of(province, every=False)
    assert months
    for month in months:
        check_month(province, month)


@pytest.mark.long
def test_no_month_contradicts_itself(province):
    for month in months_of(province, every=True):
        check_month(province, month)


def test_the_reader_sees_a_contradiction_where_there_is_one(province, monkeypatch):
    """The check itself: a table with labels turned round does not pass."""
    month = parse("2026-08")
    report = next(each for each in each_ranking(province, month) if each.target is not None)
    turned = (
        ranking_screen._html(report, "vi")
        .replace(t("vi", "target.missed"), "§")
        .replace(f"● {t('vi', 'target.met')}", f"● {t('vi', 'target.missed')}")
    )
    monkeypatch.setattr(ranking_screen, "_html", lambda *_: turned.replace("§", t("vi", "target.met")))
    with pytest.raises(AssertionError):
        check_ranking(report, "vi")
