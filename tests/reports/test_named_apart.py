"""Units called alike are told apart: a ward and a commune may have the same name, and one of them owns the decision."""

import datetime as dt
from dataclasses import replace

from core.units import Unit
from reports.names import alike, named_apart
from reports.versions import published


def test_units_called_alike_carry_their_codes(nghe_an, viewer):
    with nghe_an.connect() as connection:
        data = published(connection, viewer)
    first, second, third = [unit for unit in data.ranked_units() if unit.valid_to is None][:3]
    alike = tuple(replace(unit, name=first.name) if unit.code == second.code else unit for unit in data.units)
    found = replace(data, lists=replace(data.lists, newest=alike)).named_apart("vi")
    assert found[f"{first.name} ({first.code})"] == first.code
    assert found[f"{first.name} ({second.code})"] == second.code
    assert first.name not in found and found[third.name] == third.code


def test_whoever_chooses_by_name_chooses_among_names_that_differ():
    ended = dt.date(2025, 6, 30)
    units = [
        Unit("X1", "Xã Trùng", "commune", name_en="Trung 1"),
        Unit("X2", "Xã Trùng", "commune", name_en="Trung 2"),
        Unit("X3", "Xã Trùng", "commune", name_en="Trung 3", valid_to=ended),
        Unit("S1", "Sở Khác", "department", name_en="Trung 1"),
    ]
    found = alike(units)
    assert found == {("vi", "X1"), ("vi", "X2"), ("en", "X1"), ("en", "S1")}, "one that has ended is said to have"
    assert [named_apart(unit, "vi", found) for unit in units] == [
        "Xã Trùng (X1)",
        "Xã Trùng (X2)",
        "Xã Trùng",
        "Sở Khác",
    ]
