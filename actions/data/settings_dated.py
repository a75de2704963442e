"""What a row of a workbook of settings decides for every unit from a month on."""

from actions.data import clarity_sets, remindings, score_points, score_weights
from actions.data.delivery_days import DeliveryDayError, day_of
from actions.data.settings_kinds import CLEAR, DUE, WEIGHTS, Decision, Value
from actions.data.settings_whose import said
from core.errors import DashboardError
from core.issues import Issue
from core.periods import Period
from loaders.lists.settings_book import Written
from loaders.text.canonical import canonical

SLIPS: dict[type[DashboardError], str] = {
    DeliveryDayError: "setting_due",
    remindings.RecipientsError: "setting_recipients",
    clarity_sets.ClaritiesError: "setting_clarities",
    score_points.WeightsError: "setting_weights",
    score_points.SumError: "setting_weights_sum",
    score_weights.TooEarlyError: "setting_weights_early",
}
"""The sentence at a cell for what a deed would refuse."""


def dated(what: str, written: Written, source: str, told: list[Issue]) -> Decision | None:
    """None, and an issue in `told`, where it cannot be read."""
    row, text = written.row, written.row.cells["value"]
    begin: Period | None = written.begin
    if begin is None:
        told.append(row.issue("setting_month", "begin", text=row.cells["begin"]))
        return None
    value: Value = None
    if canonical(text) not in said("settings.book_removed"):
        try:
            value = _read(what, text, begin)
        except tuple(SLIPS) as slip:
            told.append(row.issue(SLIPS[type(slip)], "value", **(slip.values | {"text": text})))
    return None if told else Decision((what, None, "", begin.code), value, source)


def _read(what: str, text: str, begin: Period) -> Value:
    if what.startswith(DUE):
        return day_of(text)
    if what.startswith(WEIGHTS):
        index = score_weights.index_of(what.removeprefix(WEIGHTS), begin.code)
        return score_points.written(score_points.points_of(text, index))
    if what == CLEAR:
        return clarity_sets.written(clarity_sets.clarities_of(text))
    return remindings.written(remindings.to_of(text))
