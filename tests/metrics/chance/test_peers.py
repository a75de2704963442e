"""Peers have a similar number of dossiers, and similar work where it is known."""

import numpy as np
import pandas as pd

from metrics.chance.peers import nearest

VOLUMES = pd.Series({"A": 100.0, "B": 110.0, "C": 90.0, "D": 1000.0, "E": 105.0, "NONE": 0.0, "SILENT": float("nan")})


def test_the_nearest_are_those_of_the_nearest_ratio_of_dossiers():
    assert nearest(VOLUMES, "A", many=3) == ["E", "B", "C"]


def test_a_unit_of_the_same_work_is_nearer_than_one_of_the_same_size():
    mix = pd.DataFrame(
        {"land": [90, 0, 80, 0, 10], "papers": [10, 110, 10, 1000, 95]}, index=list("ABCDE"), dtype=float
    )

    assert nearest(VOLUMES, "A", mix, many=2) == ["C", "E"]


def test_a_unit_whose_work_is_not_known_is_neither_nearest_nor_last():
    mix = pd.DataFrame({"land": [90, 0, 80, 10], "papers": [10, 110, 10, 95]}, index=list("ABCE"), dtype=float)

    volumes = pd.concat([VOLUMES.drop("D"), pd.Series({"UNKNOWN": 100.0})])
    assert nearest(volumes, "A", mix, many=9) == ["C", "UNKNOWN", "E", "B"]


def test_ties_go_by_code_and_rows_in_any_order_give_the_same():
    volumes = pd.Series({"X": 200.0, "M": 100.0, "B": 50.0, "C": 200.0})

    assert nearest(volumes, "M", many=3) == ["B", "C", "X"] == nearest(volumes[::-1], "M", many=3)


def test_who_has_no_dossiers_has_no_peers_and_is_nobodys():
    assert nearest(VOLUMES, "NONE") == [] and nearest(VOLUMES, "SILENT") == []
    assert "NONE" not in nearest(VOLUMES, "A") and "SILENT" not in nearest(VOLUMES, "A")


def test_size_and_work_are_the_two_sides_of_a_right_angle():
    """√(0.6² + 0²) = 0.600 is nearer than √(0.3² + 0.54²) = 0.618; without the squares the other would be."""
    volumes = pd.Series({"ME": 1000.0, "SAME_WORK": 1000 * np.exp(0.6), "SAME_SIZE": 1000 * np.exp(0.3)})
    mix = pd.DataFrame({"land": [50, 50, 77], "papers": [50, 50, 23]}, index=list(volumes.index), dtype=float)

    assert nearest(volumes, "ME", mix) == ["SAME_WORK", "SAME_SIZE"]
