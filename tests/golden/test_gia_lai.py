"""Decision 766: the units of Gia Lai as the national portal gave them on 10 October 2026, every group to the hundredth.

Source: `gialai_units_2026-10-10_sample.csv`, numerators, denominators and scores of the portal's own answers (service
quality, year 2026). None of the scores was computed by this project.
"""

import csv
import datetime as dt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from actions.samples.sample_portal import portal_sample
from core.counts import COUNT_NAMES
from core.periods import parse
from core.portal import TOTAL
from core.settings import PROVINCES
from metrics.in_force import definitions_of, settings_in_files
from metrics.score.scoring import scores
from metrics.score.totals import ranked_totals, totals
from reports.results.nation import nation
from tests.conftest import clock

RULES = definitions_of(parse("2026-10"), settings_in_files()).score("qd766")
# Our count, and the portal's column.
COUNTS = {
    "portal_dossiers": "totalReceived",
    "portal_on_time": "totalOnTime",
    "announced_on_time": "PUBLISH_ON_TIME_num",
    "announced": "PUBLISH_ON_TIME_den",
    "published_on_time": "PUBLIC_UPDATE_ON_TIME_num",
    "published": "PUBLIC_UPDATE_ON_TIME_den",
    "content_full": "PUBLIC_CONTENT_FULL_num",
    "content_procedures": "PUBLIC_CONTENT_FULL_den",
    "synced": "DOSSIER_SYNC_num",
    "sync_base": "DOSSIER_SYNC_den",
    "digitisation_base": "ORIGINAL_RESULT_AVAILABLE_den",
    "e_results": "ORIGINAL_RESULT_AVAILABLE_num",
    "digitised": "SO_HOA_GIAY_TO_GIAI_QUYET_num",
    "data_reused": "REUSED_DIGITIZED_DATA_num",
    "personal_storage": "SYNCED_WITH_DVCQG_PERSONAL_STORAGE_num",
    "citizen_data": "CITIZEN_DATA_CONNECTED_DOSSIER_num",
    "citizen_procedures": "CITIZEN_DATA_CONNECTED_FORMALITY_num",
    "procedures": "CITIZEN_DATA_CONNECTED_FORMALITY_den",
    "satisfied": "DOSSIER_RECEIVING_SATISFACTION_num",
    "satisfaction_base": "DOSSIER_RECEIVING_SATISFACTION_den",
    "feedback_on_time": "PETITION_PROCESSING_ON_TIME_num",
    "feedback": "PETITION_PROCESSING_ON_TIME_den",
    "feedback_satisfied": "PETITION_HANDLING_SATISFACTION_num",
    "paid_online": "totalDossierOnlinePaymentSuccess",
    "fee_dossiers": "totalDossierFinancialObligation",
    "fee_procedures_paid_online": "totalDossierOnlineFormalityPaymentSuccess",
    "fee_procedures": "totalFeeFormality",
    "fee_procedures_with_dossiers": "totalFeeDossierFormality",
}
HUNDREDTHS = {"score_dvctt_hundredths": "ONLINE", "score_e_copy_hundredths": "ELECTRONIC_CERTIFIED_COPY_score"}


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    path = Path(__file__).parent / "gialai_units_2026-10-10_sample.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    table = pd.DataFrame(rows)
    numbers = table.columns.difference(["read_on", "code", "name", "kind"])
    table[numbers] = table[numbers].replace("", np.nan).astype(float)
    return table.set_index("code")


def counts_of(table: pd.DataFrame) -> pd.DataFrame:
    counts = pd.DataFrame(np.nan, index=table.index, columns=list(COUNT_NAMES))
    for name, column in COUNTS.items():
        counts[name] = table[column]
    for name, column in HUNDREDTHS.items():
        counts[name] = (100 * table[column]).round()
    return counts.rename_axis("unit_code").reset_index()


def test_every_group_of_every_unit_comes_out_to_the_hundredth(published: pd.DataFrame):
    scored = scores(counts_of(published), RULES)
    ours = scored.groupby(["unit_code", "group"])["points"].sum().unstack()
    whole = scored.groupby(["unit_code", "group"])["points"].apply(lambda points: points.notna().all()).unstack()
    compared = 0
    for group, column in {name: name for name in ("CKMB", "TDGQ", "TTTT", "MDHL", "MDSH")}.items():
        known = whole.index[whole[group]]
        compared += len(known)
        assert ours.loc[known, group].round(2).tolist() == published.loc[known, column].tolist(), group
    assert len(published) == 20 and compared >= 80


def test_totals_come_out_and_rank_as_the_portal_ranks_them(published: pd.DataFrame):
    """By the printed total: where two are equal they share a rank."""
    counts = counts_of(published)
    table = ranked_totals(totals(scores(counts, RULES), counts, RULES)).set_index("unit_code")
    known = table.index[table["known_points"].round(6).eq(table["known_points"].max())]

    assert len(known) >= 3, "few answers hold every count of the payment group"
    assert np.abs(table.loc[known, "points"] - published.loc[known, "total"]).max() < 0.03
    for one in known:
        for other in known:
            if table.at[one, "points"].round(2) < table.at[other, "points"].round(2):
                assert table.at[one, "rank"] > table.at[other, "rank"]


def test_the_percentage_is_rounded_before_the_points():
    """An Bình, payment: 1059/1148, 27/47, 10/47 are 7.51 on the portal; rounding the points alone gives 7.50."""
    row = {"paid_online": 1059, "fee_dossiers": 1148, "fee_procedures_paid_online": 27, "fee_procedures": 47}
    counts = pd.DataFrame([{**dict.fromkeys(COUNT_NAMES, np.nan), **row, "fee_procedures_with_dossiers": 10}])
    payment = {"PAY_DOSSIER", "PAY_PROC", "FEE_PROC"}

    before = definitions_of(
        parse("2026-10"), settings_in_files().known_at(dt.datetime(2026, 9, 1, 5, tzinfo=dt.UTC))
    ).score("qd766")
    for rules, total in ((RULES, 7.51), (before, 7.5)):
        scored = scores(counts.assign(unit_code="A"), rules)
        assert scored.loc[scored["indicator"].isin(payment), "points"].sum() == pytest.approx(total, abs=1e-9)


SAMPLE = PROVINCES / "gia-lai" / "portal_units_2026-10-10.csv"


def test_the_sample_has_every_figure_as_the_portal_gave_it():
    with SAMPLE.open(encoding="utf-8", newline="") as file:
        sample = list(csv.DictReader(file))
    with (Path(__file__).parent / "gialai_units_2026-10-10_sample.csv").open(encoding="utf-8-sig", newline="") as file:
        given = list(csv.DictReader(file))

    assert [{name: row[name] for name in given[0]} for row in sample] == given
    assert {row["period"] for row in sample} == {"2026"} and all("20 of 149 units" in row["source"] for row in sample)


def test_the_sample_says_what_the_portal_printed_and_what_comes_out_of_its_counts(copy_of, viewer, published):
    engine = copy_of("gia-lai")
    portal_sample(engine, viewer, PROVINCES / "gia-lai", clock=clock)
    with engine.connect() as connection:
        found = nation(connection, viewer)

    ours = found.standings[TOTAL]
    assert (ours.score, ours.rank, ours.of) == (66.23, 4, 34)  # the portal, 10 October 2026
    assert found.moves[0].score_change == 0.59
    units = {place.code: place for place in found.units.places}
    assert units.keys() == set(published.index)
    groups = {"CKMB": "CKMB", "TDGQ": "TDGQ", "DVCTT": "ONLINE", "TTTT": "TTTT", "MDSH": "MDSH", "MDHL": "MDHL"}
    for code, place in units.items():
        row = published.loc[code]
        assert place.scores == {TOTAL: row["total"]} | {ours: row[theirs] for ours, theirs in groups.items()}
        assert place.rank == row["groupRank"] and not place.off
        assert place.computed == pytest.approx({group: place.scores[group] for group in place.computed}, abs=1e-9)
    # Payment is known whole for three units: of the others the procedures with a fee and dossiers were not read.
    assert [code for code, place in units.items() if "TTTT" in place.computed] == ["H21.06", "H21.24", "H21.224"]
    assert (found.units.checkable, found.units.not_checkable, found.units.differing) == (83, 17, 0)
    assert found.units.ranks_printed and found.units.partly and found.units.ranked_to == 148
    assert found.flagged == ("DOSSIER_SYNC",)
    # What the portal prints of the largest department, and nothing of what it does not count.
    rate = found.units.rates["on_time_portal"]["H21.24"]
    assert (rate.numerator, rate.denominator) == (90_071, 130_716) and round(rate.value, 2) == 68.91
    assert found.units.rates["mean_days"]["H21.24"].value == 9.85
    assert {"on_time_resolved", "online", "overdue_pending"} <= {each.id for each in found.units.not_reported}
