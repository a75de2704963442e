"""The province's sample of yearly indices: what was published of it, and a few answers made up to show the review."""

import tomllib
from pathlib import Path

from actions.tasks.yearly_results import add_criterion, answer, load_results
from core.clock import Clock
from core.indices import Answer, Criterion
from core.viewer import Viewer
from store import external_indices
from store.database import Engine, reading, writing

RESULTS, ANSWERS = "index_history.csv", "index_answers.toml"


def index_sample(engine: Engine, viewer: Viewer, folder: Path, *, clock: Clock) -> None:
    """Loads them. Does nothing for a province without such files, or if anybody's own results exist."""
    with reading(engine) as connection:
        if external_indices.everything(connection) or external_indices.criteria(connection):
            return
    if (path := folder / RESULTS).exists():
        load_results(engine, viewer, path.read_bytes(), path.name, clock=clock)
    if not (path := folder / ANSWERS).exists():
        return
    given = tomllib.loads(path.read_text(encoding="utf-8"))
    with writing(engine) as connection:
        for text in given["criteria"]:
            add_criterion(connection, viewer, Criterion(given["index"], given["year"], text), at=clock())
        for each in given["answer"]:
            criterion = Criterion(given["index"], given["year"], each.pop("criterion"))
            answer(connection, viewer, criterion, Answer(**each, note=given["note"]), at=clock())
