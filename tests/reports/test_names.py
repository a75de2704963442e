"""The names of units in tables and charts."""

from core.units import Unit
from reports.names import names


def test_units_of_one_name_have_their_code_or_a_chart_would_add_them_up():
    units = [
        Unit("X1", "Xã Bình An", "commune", name_en="Binh An"),
        Unit("X2", "Xã Bình An", "commune", name_en="Binh An 2"),
        Unit("X3", "Xã Thanh Sơn", "commune", name_en="Thanh Son"),
    ]

    table = names(units)

    assert list(table["unit_name"]) == ["Xã Bình An (X1)", "Xã Bình An (X2)", "Xã Thanh Sơn"]
    assert list(table["unit_name_en"]) == ["Binh An", "Binh An 2", "Thanh Son"]
    assert list(names([]).columns) == ["unit_code", "unit_name", "unit_name_en"]
