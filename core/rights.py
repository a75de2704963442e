"""Every right there is, once. Its words are `right.<right>` in the locales.

A right is asked for in one way: `viewer.must("publish", about)`. One that is not listed here is an error of the
program, told by the type checker and by `Viewer` itself.
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
    "assign_task",
    "report_task",
    "remind",
]
RIGHTS: tuple[Right, ...] = get_args(Right)
EVERY_RIGHT: frozenset[Right] = frozenset(RIGHTS)
