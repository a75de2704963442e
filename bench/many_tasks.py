"""Ten thousand tasks in all states, written straight into a database, and the page that lists them."""

import datetime as dt
import random
import time

from core.clock import now
from core.tasks import Details, Event, Person
from store import tasks, units
from store.database import open_engine, reading, writing

TASKS = 10_000
PAGE = "nhiem-vu"
QUERIES = ("", "status=overdue", "view=board", "view=deadlines", "view=month", "person=Trần Thị 7", "view=clarity")
_LIFE = (
    ("issued", 0.9, 0),
    ("started", 0.85, 2),
    ("submitted", 0.7, 25),
    ("accepted", 0.95, 28),
)
"""(what happens, to how many of those so far, after how many days)."""


def write(url: str) -> float:
    """Seconds to write them; each event as a deed would have left it."""
    chance = random.Random(766)  # noqa: S311  no secrets
    engine = open_engine(url)
    with reading(engine) as connection:
        codes = [unit.code for unit in units.everything(connection)]
    began = time.perf_counter()
    with writing(engine) as connection:
        for number in range(TASKS):
            at = now() - dt.timedelta(days=chance.randrange(365))
            code = f"NV-{at.year}-{number + 1:05}"
            tasks.append(connection, code, Event("drafted", at, "bench"), _details(chance, codes, number, at))
            for kind, share, days in _LIFE:
                if chance.random() > share:
                    break
                tasks.append(connection, code, Event(kind, at + dt.timedelta(days=days), "bench"))  # type: ignore[arg-type]
    engine.dispose()
    return time.perf_counter() - began


def _details(chance: random.Random, codes: list[str], number: int, at: dt.datetime) -> Details:
    unit = chance.choice(codes)
    return Details(
        content=f"Giải quyết dứt điểm {chance.randrange(10, 900)} hồ sơ quá hạn của lĩnh vực số {number % 40}",
        staff=(Person(f"Nguyễn Văn {number % 300}", unit),),
        leaders=(Person(f"Trần Thị {number % 60}", unit),),
        deadline=(at + dt.timedelta(days=chance.randrange(10, 90))).date(),
        product="Báo cáo kết quả",
        proof="Danh sách hồ sơ đã giải quyết",
        meeting=f"Phiên họp tháng {at.month}",
        units=(unit,),
    )
