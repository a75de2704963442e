"""The province's sample numbers, for a database in which nothing is published yet."""

import hashlib
from dataclasses import replace

from actions.data.import_file import import_file
from actions.data.imported import Imported
from actions.samples.sample_following import follow_sample
from actions.samples.sample_indices import RESULTS, index_sample
from actions.samples.sample_portal import PORTAL, portal_sample
from actions.samples.sample_tasks import task_sample
from core.clock import Clock
from core.province import read_province
from core.settings import Settings
from core.viewer import Viewer
from store import imports
from store import settings as decided
from store.database import Engine
from store.set_up import ready

NOT_DATA = {"units.csv", "succession.csv", RESULTS}


def load_sample(engine: Engine, viewer: Viewer, settings: Settings, *, clock: Clock) -> list[Imported]:
    """Import every data file of the province's folder like any other file; then its cohort, commitments,
    index results, what the portal says of the provinces, and tasks.

    Does nothing if anybody else has imported anything: real numbers are never mixed with
    samples, nor those of a sample with a province of its own. A run that was interrupted is completed.
    """
    with engine.connect() as connection:
        loaded = imports.by_whom(connection)
        own = (decided.newest(connection, decided.PROVINCE) or {}).get("own")
    if own:
        return []
    if set(loaded.values()) - {viewer.who}:
        return []
    if not settings.named:
        # Whoever loads the sample asks for its province, and an empty database has no units yet.
        ready(replace(settings, named=True), clock=clock).dispose()
    province = read_province(settings.province_folder)
    done = []
    for path in sorted(settings.province_folder.glob("*.csv")):
        content = path.read_bytes()
        month = path.name not in NOT_DATA and not path.name.startswith(PORTAL)
        if month and hashlib.sha256(content).hexdigest() not in loaded:
            done.append(
                import_file(
                    engine,
                    viewer,
                    content,
                    path.name,
                    month=None,
                    clock=clock,
                    illustrative=province.invented,
                    note=province.source["vi"],
                    reason_for=lambda issue: province.source["vi"],
                )
            )
    follow_sample(engine, viewer, settings.province_folder, note=province.source["vi"], clock=clock)
    index_sample(engine, viewer, settings.province_folder, clock=clock)
    portal_sample(engine, viewer, settings.province_folder, clock=clock)
    task_sample(engine, viewer, settings.province_folder, note=province.source["vi"])
    return done
