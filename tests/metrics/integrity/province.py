"""An honest province, invented: nothing in it is arranged, and much in it looks odd.

Volumes from two dossiers a month to four thousand; seasons with a Tết; rates that drift and that differ from month to
month beyond chance; units that are nearly always on time and nearly always online; months without a dossier, months
not reported, dossiers given back in bursts and by a third of the units not reported; small slips between two months.
"""

import numpy as np
import pandas as pd

from core.counts import COUNT_NAMES

UNITS, MONTHS = 160, 30
_SEASON = np.array([0.75, 0.8, 1.1, 1.05, 1.0, 1.05, 1.1, 1.05, 1.0, 1.0, 0.95, 0.9])


def honest(seed: int, scatter: float = 1.0, move: float = 0.0) -> pd.DataFrame:
    """(unit_code, month, …counts).

    Args:
        scatter: φ, how much more than by chance counts vary about their month's rate: a bad week delays many at once.
        move: in the last month all units are so many logits more often online and on time, as by a new portal.
    """
    chance = np.random.default_rng(seed)
    rows = []
    for number in range(UNITS):
        rows += _unit(f"U{number:03}", chance, scatter, move)
    table = pd.DataFrame(rows)
    silent = chance.random(len(table)) < 0.01
    return table[~silent].reindex(columns=["unit_code", "month", *COUNT_NAMES]).reset_index(drop=True)


def _rates(chance: np.random.Generator, middle: float, apart: float) -> np.ndarray:
    drift = np.cumsum(chance.normal(0, 0.08, MONTHS)) + chance.normal(0, 0.15, MONTHS)
    return 1 / (1 + np.exp(-(chance.normal(middle, apart) + drift)))


def _counted(chance: np.random.Generator, of: int, rate: float, scatter: float) -> int:
    if scatter > 1 and of > 1:
        strength = max((of - 1) / (scatter - 1) - 1, 0.5)
        rate = chance.beta(rate * strength, (1 - rate) * strength)
    return int(chance.binomial(of, rate))


def _unit(code: str, chance: np.random.Generator, scatter: float, move: float) -> list[dict]:
    volume = chance.lognormal(5.8, 1.4)
    late, online = _rates(chance, -3.6, 1.0), _rates(chance, 1.5, 1.2)
    done, digitised = _rates(chance, 2.0, 0.4), _rates(chance, 0.4, 0.8)
    results, overdue = _rates(chance, 1.4, 0.7), _rates(chance, -3.0, 0.7)
    late[-1], online[-1], overdue[-1] = (
        1 / (1 + np.exp(-np.log(rate / (1 - rate)) - sign * move))
        for rate, sign in ((late[-1], -1), (online[-1], 1), (overdue[-1], -1))
    )
    says_returned = chance.random() > 1 / 3
    pending, rows = 0, []
    for number, month in enumerate(pd.date_range("2024-01-01", periods=MONTHS, freq="MS")):
        new = int(chance.poisson(volume * _SEASON[month.month - 1] * chance.lognormal(0, 0.12)))
        opening = pending + (int(chance.integers(1, 3)) if chance.random() < 0.002 else 0)
        received = new + opening
        burst = chance.random() < 0.01
        returned = int(chance.binomial(received, 0.015 if burst else 0.0005))
        resolved = int(chance.binomial(received - returned, done[number]))
        pending = received - returned - resolved
        of_late = _counted(chance, resolved, late[number], scatter)
        early = int(chance.binomial(resolved - of_late, 0.7))
        with_result = int(chance.binomial(resolved, results[number]))
        through = _counted(chance, new, online[number], scatter)
        old = _counted(chance, pending, overdue[number], scatter)
        rows.append(
            {
                "unit_code": code,
                "month": month,
                "received": received,
                "received_online": through,
                "received_in_person": new - through,
                "carried_over": opening,
                "resolved": resolved,
                "resolved_early": early,
                "resolved_on_due": resolved - of_late - early,
                "resolved_late": of_late,
                "pending": pending,
                "pending_in_time": pending - old,
                "pending_overdue": old,
                "digitisation_base": resolved + pending,
                "digitised": int(chance.binomial(resolved, digitised[number])),
                "e_results": with_result,
                "returned": returned if says_returned else np.nan,
            }
        )
    return rows


def revised(seed: int, counts: pd.DataFrame) -> pd.DataFrame:
    """Versions: a twentieth of the months is corrected a fortnight later, for the better as often as for the worse."""
    chance = np.random.default_rng([seed, 1])
    first = counts[chance.random(len(counts)) < 0.05].assign(published_at=pd.Timestamp("2026-07-05"))
    sign = chance.choice([-1, 1], len(first))
    late = (first["resolved_late"] + sign * chance.integers(1, 6, len(first))).clip(0, first["resolved"])
    later = first.assign(resolved_late=late, published_at=pd.Timestamp("2026-07-20"))
    return pd.concat([first, later], ignore_index=True)
