"""A province's settings as decisions: those that hold, and what a row of a workbook decides."""

from functools import cache

from actions.data import clarity_sets, remindings, score_points
from actions.data.score_weights import index_of
from actions.data.set_up import LATEST_CLOSING
from actions.data.settings_dated import dated
from actions.data.settings_kinds import CLEAR, CLOSING_DAY, COMMON, DATED, DUE, NAME, REMIND, WEIGHTS, Decision, Value
from actions.data.settings_whose import Whose, for_every_unit, said, whose_of
from actions.data.sourced import LONGEST
from actions.data.targets import TargetValueError, in_range, value_of
from core.issues import Issue
from core.periods import Period
from core.typed import day_number
from core.viewer import Viewer
from core.words import LANGUAGES, t
from loaders.lists.settings_book import Written
from loaders.text.canonical import canonical
from metrics.dated import decided
from metrics.in_force import settings_of
from metrics.rates.deliveries import Delivery, all_deliveries
from metrics.rates.measures import all_measures
from metrics.rates.targets import Target
from metrics.score.own import own_scores
from metrics.score.rules import all_scores
from metrics.tasks.clarity import ClaritySet, sets_of
from metrics.tasks.ladder import EVERY, Reminding, ladder_of
from store import settings
from store.database import Connection


def held(connection: Connection, viewer: Viewer) -> list[Decision]:
    """Every setting that holds, examples too, in the order of the workbook.

    Raises:
        NotAllowedError: the viewer may not decide settings.
    """
    viewer.must("settings")
    named, closing = (settings.entries(connection, name)[:1] for name in (settings.PROVINCE, settings.CLOSING_DAY))
    measures = list(all_measures())
    goals = decided(settings_of(settings.targets(connection)).targets)
    known = whose_of(connection)
    due = decided(settings_of((), settings.delivery_days(connection)).deliveries)
    return [
        *(Decision((NAME, None, "", ""), each.value["name"]["vi"], each.source) for each in named),
        Decision((CLOSING_DAY, None, "", ""), settings.closing_day(connection), closing[0].source if closing else ""),
        *(
            _target(each, known)
            for each in sorted(
                goals, key=lambda each: (measures.index(each.measure), each.kind or "", each.unit, each.from_month)
            )
        ),
        *(_due(each) for each in sorted(due, key=lambda each: (each.id, each.from_month))),
        *_weights(connection),
        *(_clear(each) for each in sets_of(settings.clarities(connection))),
        *(_reminding(each) for each in ladder_of(settings.reminders(connection)).held),
    ]


def decision_of(written: Written, known: Whose, told: list[Issue]) -> Decision | None:
    """What a row decides; None, and an issue in `told`, where it cannot be read."""
    row, text = written.row, written.row.cells["value"]
    what = _settings().get(canonical(row.cells["setting"]))
    if what is None:
        told.append(row.issue("setting_unknown", "setting", text=row.cells["setting"]))
        return None
    source = row.cells["source"]
    if len(source) > LONGEST:
        told.append(row.issue("setting_long", "source", limit=LONGEST))
    if what in (NAME, CLOSING_DAY) and row.cells["begin"]:
        told.append(row.issue("setting_not_dated", "begin"))
    if (what in (NAME, CLOSING_DAY) or what.startswith(DATED)) and not for_every_unit(row.cells["whose"]):
        told.append(row.issue("setting_of_all", "whose", text=row.cells["whose"]))
    if what == NAME:
        if not text or len(text) > LONGEST:
            told.append(row.issue("setting_name", "value"))
        return Decision((what, None, "", ""), text, source)
    if what == CLOSING_DAY:
        day = None if canonical(text) in said("settings.calendar") else day_number(text) or 0
        if day is not None and not 1 <= day <= LATEST_CLOSING:
            told.append(row.issue("setting_day", "value", text=text, last=LATEST_CLOSING))
            return None
        return Decision((what, None, "", ""), day, source)
    if what.startswith(DATED):
        return dated(what, written, source, told)
    return _of_target(what, written, source, known, told)


def _of_target(measure: str, written: Written, source: str, known: Whose, told: list[Issue]) -> Decision | None:
    row, text = written.row, written.row.cells["value"]
    kind, unit = known.read(row, written.begin, told)
    if written.begin is None:
        told.append(row.issue("setting_month", "begin", text=row.cells["begin"]))
    value: Value = None
    if canonical(text) in said("target.common") and (kind or unit):
        value = COMMON
    elif canonical(text) not in said("settings.book_removed"):
        try:
            value = value_of(text)
            in_range(all_measures()[measure], value)
        except TargetValueError:
            told.append(row.issue("setting_value", "value", text=text))
    begin: Period | None = written.begin
    return (
        None
        if told or begin is None
        else Decision((measure, kind, unit, begin.code), value, source, unit=known.name(unit))
    )


def _due(each: Delivery) -> Decision:
    return Decision((DUE + each.id, None, "", each.from_month), each.due_day, each.source["vi"], not each.entered_at)


def _weights(connection: Connection) -> list[Decision]:
    versions = settings_of((), (), settings.weights(connection)).score_versions().values()
    return [
        Decision(
            (WEIGHTS + each.id, None, "", each.from_month),
            score_points.written(score_points.points_in(each, index_of(each.id, each.from_month))),
            each.source,
            not each.entered_at,
        )
        for each in versions
        if each.id in own_scores()
    ]


def _clear(each: ClaritySet) -> Decision:
    key = (CLEAR, None, "", each.from_month)
    return Decision(key, clarity_sets.written(each.clarities), each.source["vi"], not each.entered_at)


def _reminding(each: Reminding) -> Decision:
    key = (REMIND + each.key, None, "", each.from_month)
    return Decision(key, remindings.written(each.to), each.source["vi"], not each.entered_at)


def _target(each: Target, known: Whose) -> Decision:
    key = (each.measure, each.kind, each.unit, each.from_month)
    value = COMMON if each.ended else each.value
    return Decision(key, value, each.source["vi"], each.entered_at is None, known.name(each.unit))


@cache
def _settings() -> dict[str, str]:
    """What each way to write a setting means."""
    found = {words: each for each in (NAME, CLOSING_DAY, CLEAR) for words in said(f"settings.book_{each}")}
    for each in all_deliveries():
        found |= dict.fromkeys(
            (canonical(t(lang, "settings.book_due", what=each.title[lang])) for lang in LANGUAGES), DUE + each.id
        )
    for score in own_scores():
        titles = [(lang, all_scores()[score][-1].title[lang]) for lang in LANGUAGES]
        found |= {canonical(t(lang, "settings.book_weights", what=what)): WEIGHTS + score for lang, what in titles}
    for key, occasion in EVERY.items():
        words = [(lang, remindings.said_when(occasion, lang)) for lang in LANGUAGES]
        found |= {canonical(t(lang, "settings.book_reminder", what=what)): REMIND + key for lang, what in words}
    for name, measure in all_measures().items():
        found |= dict.fromkeys((canonical(name), *(canonical(measure.title[each]) for each in LANGUAGES)), name)
    return found
