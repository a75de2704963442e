"""The list of all rights. Their words are `right.<right>` in the locales.

A right is always checked by `viewer.must("publish", about)`. One that is not listed here is a programming error,
reported by the type checker and by `Viewer` itself.
"""

from typing import Literal, get_args

Right = Literal[
    "see_results",
    "import",
    "publish",
    "lock",
    "structure",
    "backup",
    "explain_flag",
    "annotate",
    "assign_task",
    "report_task",
    "remind",
]
RIGHTS: tuple[Right, ...] = get_args(Right)
EVERY_RIGHT: frozenset[Right] = frozenset(RIGHTS)
