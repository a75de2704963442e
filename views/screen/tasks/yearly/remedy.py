"""The task that is the remedy of a criterion: the proposed draft, and the link back to the criterion."""

import datetime as dt

from core.indices import Criterion
from core.tasks import Details, Person
from core.words import t
from views.screen import session
from views.screen.language import language
from views.screen.tasks.yearly.showing import everything


def proposed(key: str, deadline: dt.date) -> Details | None:
    """A draft for the criterion of this key, with the unit and leader of its newest answer; None for no such one."""
    criterion, known = Criterion.of_key(key), everything()
    if criterion is None or criterion not in known.criteria:
        return None
    given = known.answers.get(criterion, ())
    answer = given[-1].answer if given else None
    words = {"criterion": criterion.component, "index": criterion.index, "year": str(criterion.year)}
    unit = answer.unit if answer and answer.unit in {unit.code for unit in session.everything().units} else ""
    return Details(
        content=t(language(), "indices.proposed_content", **words),
        product=t(language(), "indices.proposed_product", **words),
        proof=t(language(), "indices.proposed_proof", **words),
        leaders=(Person(answer.leader, unit),) if answer and answer.leader else (),
        deadline=deadline,
        units=(unit,) if unit else (),
        criterion=key,
    )
