"""What is said of a paper that cannot be verified, or that there is no reason to write."""

from core.errors import DashboardError, NoDataError


class NotOurPaperError(DashboardError):
    """The file has no stamp of ours, or one that names nothing of this database."""

    key = "error.not_our_paper"


class PaperOfOthersError(DashboardError):
    """The paper was made for somebody who may see more than whoever wants to verify it."""

    key = "error.paper_of_others"


class NobodyLateError(NoDataError):
    """No unit is past the day on which it had to report."""

    key = "error.nobody_late"
