"""What is decided about the invented counts; chance does the rest, in `generator.py`."""

from dataclasses import dataclass

MONTHS = tuple(f"{year}-{month:02}" for year in (2024, 2025, 2026) for month in range(1, 13))[:34]
COLUMNS = (
    *("unit_code", "month", "received", "received_online", "received_in_person", "carried_over"),
    *("resolved", "resolved_early", "resolved_on_due", "resolved_late"),
    *("pending", "pending_in_time", "pending_overdue", "late_apologised"),
    *("digitisation_base", "digitised", "e_results", "data_reused"),
    *("portal_dossiers", "portal_on_time", "portal_overdue", "mean_days_hundredths"),
)

COMMUNES_TOGETHER, DEPARTMENTS_TOGETHER = 63_000.0, 21_000.0
GROWTH_A_MONTH = 0.003
# By calendar month; few people hand in papers in the weeks around Tết (10 Feb 2024, 29 Jan 2025, 17 Feb 2026).
SEASON = (1.02, 0.97, 1.08, 1.03, 1.0, 1.04, 1.06, 1.05, 1.0, 0.99, 0.97, 0.94)
TET = {"2024-02": 0.70, "2025-01": 0.72, "2025-02": 0.94, "2026-02": 0.68}

# Dossiers a month where chance would be unlike life: land is the largest, oversight hardly sees a citizen.
KNOWN_VOLUMES = {"STNMT": 4_600.0, "VPUBND": 0.7, "TTT": 3.0, "BDT": 1.6, "SNGV": 14.0}
WARD_TO_COMMUNE = 2.2
# These settle what they get in the month, so that a month without a dossier is all zeros.
NOTHING_CARRIED_OVER = ("VPUBND", "BDT", "SDTTG")

RETURNED = {("SXD", "2026-05"): 41, ("17329", "2025-11"): 17}
"""Dossiers given back to the citizen: neither resolved nor pending, so (3) = (7) + (11) breaks."""

LATE_REPORTS = (("16813", "2026-08"), ("16813", "2026-09"), ("SGDDT", "2026-09"))
NOT_REPORTED = (("16813", "2026-10"), ("17272", "2026-10"), ("SKHCN", "2026-10"))


@dataclass(frozen=True)
class Trouble:
    """What goes wrong in a unit from a month on, in logits."""

    since: str = "2024-01"
    late: float = 0.0
    online: float = 0.0
    digitised: float = 0.0
    resolved: float = 0.0


TROUBLES = {
    "STNMT": Trouble(late=2.0, resolved=-0.3),
    "SNNMT": Trouble(late=2.0, resolved=-0.3),
    "424": Trouble(since="2024-09", late=1.5),
    "16813": Trouble(late=0.9, digitised=-1.2),
    "17329": Trouble(since="2026-07", late=3.4, resolved=-1.6),
    "SYT": Trouble(online=-2.3),
    "16870": Trouble(online=-1.8),
    "16732": Trouble(digitised=-1.9),
}
