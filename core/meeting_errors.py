"""Errors of deeds about meetings."""

from typing import Any

from core.errors import DashboardError


class UnknownMeetingError(DashboardError):
    """No meeting has this code."""

    key = "error.unknown_meeting"


class MeetingError(DashboardError):
    """An invalid deed about a meeting. `reason` chooses the sentence: `error.meeting.<reason>`."""

    def __init__(self, reason: str, **values: Any) -> None:
        self.key = f"error.meeting.{reason}"
        super().__init__(**values)
        self.reason = reason
