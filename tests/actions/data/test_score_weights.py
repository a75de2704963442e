"""The province's own index counts by the province's points; a decreed one, and what is published, as it was."""

import datetime as dt
import json

import pytest
import sqlalchemy as sa

from actions.__main__ import main as act
from actions.data import score_points
from actions.data import score_weights as deeds
from actions.data.import_file import import_file
from actions.data.sourced import SourceNeededError
from core.errors import NotAllowedError
from core.periods import BadPeriodError, parse
from core.viewer import Viewer
from core.words import LANGUAGES
from reports.data.export import exported
from reports.data.verification import verify_everything
from reports.results.method import method
from reports.results.score import score_of
from reports.slices import Slice
from reports.versions import published
from store import settings, signatures
from store.database import writing
from store.tables.settings import settings as table
from tests.conftest import NOW, accepted
from tools import recompute

AUGUST = parse("2026-08")
SOURCE = "Quyết định 12/QĐ-UBND"
LATER = NOW + dt.timedelta(hours=1)
ROWS = (
    "unit_code,month,received_online,received_in_person,resolved,resolved_early,resolved_on_due,resolved_late,"
    "pending,pending_in_time,pending_overdue,late_apologised,digitisation_base,digitised,e_results\n"
    "SNV,2026-08,45,55,100,60,36,4,10,10,0,4,100,40,50\n"
)
POINTS = {"ON_TIME_RESOLVED": 50, "NOT_OVERDUE": 0, "APOLOGISED": 0, "ONLINE": 30, "DIGITISED": 20, "E_RESULTS": 0}


def enter(engine, viewer, points=POINTS, *, begin="2026-08", at=NOW, score="noi_bo", source=SOURCE):
    with writing(engine) as connection:
        deeds.set_weights(connection, viewer, score, begin, points, source=source, at=at)


def publish(engine, viewer, at, rows=ROWS):
    options = {"month": None, "clock": lambda: at, "reason_for": accepted, "note": "+"}
    done = import_file(engine, viewer, rows.encode(), f"{at:%H%M}.csv", **options)
    assert done.versions, done


def total(engine, viewer):
    with engine.connect() as connection:
        data = published(connection, viewer)
        rules = data.definitions(AUGUST).score("noi_bo")
    scored = score_of(Slice(data, "department", AUGUST), rules).table.set_index("unit_code")
    return rules, float(scored.loc["SNV", "points"])


def differences(engine):
    with engine.connect() as connection:
        return [each for found in verify_everything(connection) for each in (*found.faults, *found.differences)]


def test_the_index_counts_by_the_provinces_points_and_only_from_then_on(nghe_an, viewer):
    """By hand: 50 x 96/100 + 30 x 45/90 + 20 x 40/80 = 48 + 15 + 10 = 73; by the example 30 x 0.96 + 10 + 5 + 25 x 0.5
    + 20 x 0.5 + 10 x 0.5 = 28.8 + 10 + 5 + 12.5 + 10 + 5 = 71.3."""
    publish(nghe_an, viewer, NOW)
    rules, points = total(nghe_an, viewer)
    assert rules.illustrative and points == pytest.approx(71.3)
    enter(nghe_an, viewer, at=LATER)
    assert total(nghe_an, viewer)[1] == pytest.approx(71.3), "a published version keeps its points"
    assert differences(nghe_an) == []

    publish(
        nghe_an,
        viewer,
        LATER + dt.timedelta(hours=1),
        ROWS.replace(",10,10,0,", ",11,11,0,"),
    )

    rules, points = total(nghe_an, viewer)
    assert points == pytest.approx(73)
    assert (rules.illustrative, rules.source, rules.points) == (False, SOURCE, 100)
    assert [each.id for each in rules.indicators] == ["ON_TIME_RESOLVED", "ONLINE", "DIGITISED"]
    assert differences(nghe_an) == []
    with nghe_an.connect() as connection:
        shown = {each.code: each for each in method(published(connection, viewer).settings).versions}
        assert shown["noi_bo@2026-08"] == rules and "noi_bo@2026-07" in shown, "as the page of methods shows it"
        code = signatures.signed(connection, AUGUST)[-1].code
        content = exported(connection, viewer, code)
    assert list(recompute.check(json.loads(content))) == [], "the second opinion says the same"


def test_points_changed_behind_the_programs_back_are_told_by_verify(nghe_an, viewer):
    enter(nghe_an, viewer)
    publish(nghe_an, viewer, LATER)
    assert differences(nghe_an) == []
    with writing(nghe_an) as connection:
        value = {"score": "noi_bo", "from": "2026-08", "points": POINTS | {"ONLINE": 20, "DIGITISED": 30}}
        connection.execute(sa.update(table).where(table.c.name == settings.WEIGHTS).values(value=value))
    assert any("rule" in each.because for each in differences(nghe_an))


def test_it_is_taken_back_and_what_held_before_holds_again(nghe_an, viewer):
    def codes():
        with nghe_an.connect() as connection:
            own = published(connection, viewer).settings
        return [code for code, each in own.score_versions().items() if each.id == "noi_bo" and each.entered_at]

    enter(nghe_an, viewer)
    enter(nghe_an, viewer)
    with nghe_an.connect() as connection:
        assert len(settings.weights(connection)) == 1, "the same again is no deed"
    assert codes() == ["noi_bo@2026-08"]
    with writing(nghe_an) as connection:
        deeds.remove_weights(connection, viewer, "noi_bo", "2026-08", source="bãi bỏ", at=NOW)
    assert codes() == []
    with writing(nghe_an) as connection, pytest.raises(deeds.NoWeightsError):
        deeds.remove_weights(connection, viewer, "noi_bo", "2026-08", source="bãi bỏ", at=NOW)


def test_a_decreed_score_and_what_is_no_set_of_points_are_refused(nghe_an, viewer):
    wrong = (
        ({"score": "qd766"}, deeds.NotOwnScoreError),
        ({"score": "x"}, deeds.NotOwnScoreError),
        ({"begin": "2025-01"}, deeds.TooEarlyError),
        ({"begin": "2026-Q3"}, BadPeriodError),
        ({"points": POINTS | {"ONLINE": 31}}, score_points.SumError),
        ({"points": POINTS | {"ONLINE": -1, "DIGITISED": 51}}, score_points.WeightsError),
        ({"points": POINTS | {"X": 0}}, score_points.WeightsError),
        ({"points": {"ONLINE": 100}}, score_points.WeightsError),
        ({"source": " "}, SourceNeededError),
    )
    for given, error in wrong:
        with pytest.raises(error):
            enter(nghe_an, viewer, **given)
    with pytest.raises(NotAllowedError):
        enter(nghe_an, Viewer("khách"))
    index = deeds.index_of("noi_bo", "2026-08")
    whole = score_points.written(tuple(POINTS.items()))
    for text in (
        "",
        "ONLINE",
        "ONLINE=a",
        whole + "; ONLINE=0",
        whole.replace("=50", "=1e2"),
        whole.replace("=50", "=0,555"),
    ):
        with pytest.raises(score_points.WeightsError):
            score_points.points_of(text, index)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_said_is_read_again(language):
    index = deeds.index_of("noi_bo", "2026-08")
    points = tuple((POINTS | {"ONLINE": 29.5, "E_RESULTS": 0.5}).items())
    expected = score_points.points_of(score_points.written(points), index)
    said = score_points.said_points(expected, index, language)
    assert dict(expected) == dict(points)
    assert score_points.points_of(said, index) == expected
    assert score_points.said_written(score_points.written(expected), "noi_bo", language) == said


def test_the_shell_lists_sets_and_removes_them(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("NAMRO_DATABASE_URL", f"sqlite:///{tmp_path / 'shell.db'}")
    monkeypatch.setenv("NAMRO_PROVINCE", "nghe-an")
    about = ["noi_bo", "--from", "2027-01", "--source", SOURCE]
    points = score_points.written(tuple(POINTS.items()))
    assert act(["weights", "set", *about, "--points", points]) == 0
    assert act(["weights", "list"]) == 0
    told = capsys.readouterr().out
    assert "noi_bo · 2026-07 (minh họa)" in told
    assert "noi_bo · 2027-01 · Hồ sơ giải quyết trước và đúng hạn: 50; " in told
    assert act(["weights", "set", *about, "--points", points.replace("50", "51")]) == 2
    assert "cộng lại là 101" in capsys.readouterr().err
    assert act(["weights", "remove", *about]) == 0
    assert act(["weights", "remove", *about]) == 2
