"""A mark that nobody sees is no part of a unit's name, which becomes part of files' names, charts and papers."""

from loaders.lists import structures


def test_a_name_is_read_without_marks_that_turn_it_around():
    listed = "code,name,kind,parent\nX,Xã \u202eABC\u200b,commune,\nY,Xã Hai\x07,commune,\n"

    read = structures.read([(listed.encode(), "units.csv")])

    assert [unit.name for _, unit in read.units] == ["Xã ABC", "Xã Hai"]
