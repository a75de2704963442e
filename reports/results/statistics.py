"""The statistics in use, each with the constants of its code and its reference. The words are in the locales."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

from metrics.chance import (
    adjusted,
    belief,
    certainty,
    control,
    funnel,
    improvement,
    peers,
    rank_intervals,
    rank_sets,
    verdict,
)
from metrics.integrity import FALSE_ALARMS
from metrics.score import weights


@dataclass(frozen=True)
class Statistic:
    """One procedure: `id` names its sentence, `values` fill it, `reference` is its publication."""

    id: str
    reference: str
    values: Mapping[str, float] = field(default_factory=dict)


def _percent(share: float) -> float:
    return _plain(round(100 * share, 1))


def _plain(value: float) -> float:
    """95 rather than 95.0, which would be written with its decimal."""
    return int(value) if value == int(value) else value


STATISTICS = (
    Statistic(
        "supported_rank",
        "Goldstein & Spiegelhalter 1996 (JRSS A 159:385–443); Kleinman 1973 (JASA 68:46–54); McCullagh & Nelder 1989",
        {"months": rank_intervals.MONTHS, "level": _percent(rank_intervals.LEVEL)},
    ),
    Statistic("two_sorts", "Dempster, Laird & Rubin 1977 (JRSS B 39:1–38); Schwarz 1978 (Ann. Stat. 6:461–464)"),
    Statistic(
        "tiers", "Mogstad et al. 2024 (Rev. Econ. Stud. 91:476–518)", {"apart": _percent(rank_intervals.TOLD_APART)}
    ),
    Statistic(
        "rank_sets",
        "Mogstad et al. 2024 (Rev. Econ. Stud. 91:476–518); Romano & Wolf 2005; Anscombe 1948",
        {"level": _percent(rank_sets.LEVEL)},
    ),
    Statistic(
        "weights",
        "OECD & JRC 2008, ch. 7; Saisana, Saltelli & Tarantola 2005 (JRSS A 168:307–323)",
        {"by": _percent(weights.BY), "last": weights.TEN},
    ),
    Statistic(
        "certainty",
        "Adams & MacKay 2007 (arXiv:0710.3742); Fearnhead & Liu 2007 (JRSS B 69:589–605)",
        {
            "change": _percent(belief.CHANGE),
            "one": _percent(certainty.ONE_MONTH),
            "two": _percent(certainty.TWO_MONTHS),
            "sure": _percent(certainty.SURE),
            "still": _percent(certainty.STILL_SURE),
        },
    ),
    Statistic(
        "funnel",
        "Spiegelhalter 2005 (Stat. Med. 24:1185–1202; Qual. Saf. Health Care 14:347–351); Paule & Mandel 1982",
        {"inner": _percent(funnel.INNER), "outer": _percent(funnel.OUTER)},
    ),
    Statistic(
        "control",
        "Laney 2002 (Quality Engineering 14:531–537); NHS “Making Data Count”",
        {"sigmas": _plain(control.SIGMAS), "trial": control.TRIAL, "baseline": control.BASELINE},
    ),
    Statistic(
        "improvement",
        "Lancaster 1961 (JASA 56:223–234); Benjamini & Hochberg 1995 (JRSS B 57:289–300)",
        {"false": _percent(improvement.FALSE_SHARE)},
    ),
    Statistic("adjusted", "Fleiss, Levin & Paik 2003, ch. 19", {"borrowed": _plain(adjusted.BORROWED)}),
    Statistic("peers", "–", {"peers": peers.PEERS}),
    Statistic("goal", "Federgruen & Groenevelt 1986 (Oper. Res. 34:909–918)"),
    Statistic("year", "Rasmussen & Williams 2006, eq. 2.41–2.42; Diggle et al. 2002, ch. 3.4"),
    Statistic(
        "verdict",
        "Card & Krueger 1994 (AER 84:772–793); Laney 2002",
        {
            "before": verdict.MONTHS_BEFORE,
            "after": verdict.MONTHS_AFTER,
            "fewer": _percent(1.0 - math.exp(-verdict.WORTH)),
            "peers": verdict.PEERS,
        },
    ),
    Statistic(
        "integrity", "–", {"alarms": _plain(round(1000 * max(FALSE_ALARMS.values()), 1)), "tests": len(FALSE_ALARMS)}
    ),
)
