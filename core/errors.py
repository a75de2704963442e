"""Errors that the reader can act on. Every other exception is a bug and is not caught."""

from typing import Any


class DashboardError(Exception):
    """A sentence for the reader: a key of `locales/` and the values to fill in.

    Subclasses name the key; `views.words.explain` says it in the reader's language.
    """

    key = "error.unknown"
    unnamed = ""
    """The key where the value `code` is blank, if that has a sentence of its own."""

    def __init__(self, **values: Any) -> None:
        if self.unnamed and not values.get("code"):
            self.key = self.unnamed
        super().__init__(f"{self.key} {values}")
        self.values = values


class NoDataError(DashboardError):
    """Nothing has been published for the period that was asked for; without one, nothing at all."""

    key = "error.no_data"

    def __init__(self, **values: Any) -> None:
        if self.key == NoDataError.key and values.get("period") is None:
            self.key = "error.nothing_published"
        super().__init__(**values)


class NoUnitsError(NoDataError):
    """No unit of the kind was in force in the period."""

    key = "error.no_units"


class NoMeasureDataError(NoDataError):
    """The period is published, but no unit of the kind reported what the measure needs."""

    key = "error.no_measure_data"


class MonthlyOnlyError(NoDataError):
    """The measure has no value for a longer period, because its months do not add up."""

    key = "error.monthly_only"


class UnknownUnitError(DashboardError):
    """No unit has this code."""

    key = "error.unknown_unit"
    unnamed = "error.no_unit_named"


class UnknownMeasureError(DashboardError):
    """No measure has this id."""

    key = "error.unknown_measure"


class UnknownScoreError(DashboardError):
    """No index has this id, or none is in force yet."""

    key = "error.unknown_score"


class UnknownTaskError(DashboardError):
    """No task has this code."""

    key = "error.unknown_task"
    unnamed = "error.no_task_named"


class UnclearTaskError(DashboardError):
    """A task cannot be issued because a clarity check fails."""

    key = "error.unclear_task"


class UnknownCohortError(DashboardError):
    """No cohort has this code."""

    key = "error.unknown_cohort"


class CohortError(DashboardError):
    """An invalid cohort. `reason` chooses the sentence: `error.cohort.<reason>`."""

    def __init__(self, reason: str, **values: Any) -> None:
        self.key = f"error.cohort.{reason}"
        super().__init__(**values)
        self.reason = reason


class UnknownCommitmentError(DashboardError):
    """No commitment has this code."""

    key = "error.unknown_commitment"


class CommitmentError(DashboardError):
    """An invalid commitment. `reason` chooses the sentence: `error.commitment.<reason>`."""

    def __init__(self, reason: str, **values: Any) -> None:
        self.key = f"error.commitment.{reason}"
        super().__init__(**values)
        self.reason = reason


class NotAllowedError(DashboardError):
    """The viewer may not do this."""

    key = "error.not_allowed"


class UnwritableFileError(DashboardError):
    """`file`: where a command was told to write."""

    key = "paper.not_written"


class UnreadableFileError(DashboardError):
    """A file that was not read at all: empty, encrypted, a bomb, not a spreadsheet…

    `reason` chooses the sentence: `error.file.<reason>`.
    """

    def __init__(self, reason: str, **values: Any) -> None:
        self.key = f"error.file.{reason}"
        super().__init__(**values)
        self.reason = reason

    def __reduce__(self) -> tuple[Any, ...]:
        # It crosses from the parsing child to its parent, and unpickling would by default omit the reason.
        return (_unreadable, (self.reason, self.values))


def _unreadable(reason: str, values: dict[str, Any]) -> UnreadableFileError:
    return UnreadableFileError(reason, **values)


class WrongProvinceError(DashboardError):
    """The database holds another province than the settings name."""

    key = "error.wrong_province"


class UnknownProvinceError(DashboardError):
    """`NAMRO_PROVINCE` names a province that has no folder in `sample_data/`."""

    key = "error.unknown_province"


class DatabaseUnavailableError(DashboardError):
    """The database cannot be opened."""

    key = "error.database"


class PeriodLockedError(DashboardError):
    """The period is closed; reopen it first, with a reason."""

    key = "error.period_locked"


class UnresolvedIssuesError(DashboardError):
    """A warning of an import has not been acknowledged."""

    key = "error.unresolved_issues"


class UnknownFlagError(DashboardError):
    """The unit's month is not flagged by this test."""

    key = "error.unknown_flag"


class TooLongError(DashboardError):
    """A text is longer than the maximum that is stored."""

    key = "error.too_long"


class ReasonNeededError(DashboardError):
    """The deed needs a reason and was given none."""

    key = "error.reason_needed"


class WrongStateError(DashboardError):
    """The deed is not allowed in the object's state: an import accepted twice, an empty month locked."""

    key = "error.wrong_state"
