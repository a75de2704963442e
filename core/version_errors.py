"""Errors about published versions and the record of them."""

from core.errors import DashboardError


class UnknownVersionError(DashboardError):
    """The month has no version of this number."""

    key = "error.unknown_version"


class NothingToWithdrawError(DashboardError):
    """Nothing of the kind is published, or the version would be the same as the one before."""

    key = "error.nothing_to_withdraw"


class EditedMeanwhileError(DashboardError):
    """Somebody else has changed what was opened to be edited."""

    key = "error.edited_meanwhile"


class SettingsChangedError(DashboardError):
    """Somebody has decided a setting since the workbook was looked at."""

    key = "error.settings_changed"


class ChangedMeanwhileError(DashboardError):
    """What somebody looked at before deciding is no longer what is there."""

    key = "error.changed_meanwhile"


class LostAnswersError(DashboardError):
    """What a version signed is missing or was changed."""

    key = "error.lost_answers"


class DamagedRecordError(DashboardError):
    """The record of publications holds values that cannot be read."""

    key = "error.damaged_record"


class UnknownCodeError(DashboardError):
    """No published version has this code."""

    key = "error.unknown_code"
