"""Units called alike are told apart: a ward and a commune may have the same name, and one of them owns the decision."""

from dataclasses import replace

from reports.versions import published


def test_units_called_alike_carry_their_codes(nghe_an, viewer):
    with nghe_an.connect() as connection:
        data = published(connection, viewer)
    first, second, third = [unit for unit in data.ranked_units() if unit.valid_to is None][:3]
    alike = tuple(replace(unit, name=first.name) if unit.code == second.code else unit for unit in data.units)
    found = replace(data, lists=replace(data.lists, newest=alike)).named_apart("vi")
    assert found[f"{first.name} · {first.code}"] == first.code
    assert found[f"{first.name} · {second.code}"] == second.code
    assert first.name not in found and found[third.name] == third.code
