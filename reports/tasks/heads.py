"""Who leads each unit, as far as the system has been told."""

import datetime as dt
from collections.abc import Iterable, Sequence

from core.commitments import Commitment, Promise
from core.people import Post
from core.tasks import Task
from core.viewer import Scope
from metrics.tasks.status import OPEN, standing
from store import people
from store.database import Connection

# The first words of the positions of heads; a deputy's begins with “Phó”.
_HEADS = ("chủ tịch", "giám đốc", "trưởng ban", "chánh ", "bí thư")


def heads(
    posts: Iterable[Post], promises: Iterable[Promise], tasks: Iterable[Task], *, today: dt.date
) -> dict[str, str]:
    """The head's name by unit: from the staff list; else who signed its newest commitment; else who is responsible for
    its newest open task. A unit of which nothing is known is not in it."""
    open_tasks = [task for task in tasks if standing(task, today=today).status in OPEN]
    found = {
        unit: task.details.leaders[0].name
        for task in sorted(open_tasks, key=lambda task: task.code)
        for unit in task.details.units[:1]
        if task.details.leaders
    }
    found |= {each.unit: each.leader for each in sorted(promises, key=lambda each: each.signed_on) if each.leader}
    held = [post for post in posts if post.held_on(today) and post.position.lower().startswith(_HEADS)]
    return found | {post.unit: post.name for post in reversed(held)}


def heads_known(
    connection: Connection, scope: Scope, signed: Sequence[Commitment], tasks: Iterable[Task], *, today: dt.date
) -> dict[str, str]:
    """As `heads`, by the newest staff list and the commitments that stand, of the units of a scope."""
    staff = people.newest(connection, scope)
    promises = [each.promise for each in signed if not each.withdrawn]
    found = heads(staff.posts if staff else (), promises, tasks, today=today)
    return {unit: name for unit, name in found.items() if scope.holds([unit])}
