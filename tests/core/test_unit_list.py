"""A wrong unit list is refused with the file and the line."""

from pathlib import Path

import pytest

from core import unit_list
from core.settings import PROVINCES
from core.unit_rows import share, share_text
from core.units import Unit

HEAD = "code,name,name_en,kind,parent,valid_from,valid_to,aliases,e_identifier\n"
GOOD = (
    "40,Tỉnh Nghệ An,,province,,1900-01-01,,,H41\n"
    "A,Xã A,,commune,40,2025-07-01,,X. A|A cũ,\n"
    "D,Huyện D,,district,40,,30/06/2025,,\n"
    "B,Xã B,,commune,40,2025-07-01,,,\n"
)


def read(folder: Path, units: str, successions: str | None = None) -> tuple[list[Unit], int]:
    (folder / "units.csv").write_text(HEAD + units, encoding="utf-8-sig")
    if successions is not None:
        (folder / "succession.csv").write_text("old,new,on,share,basis\n" + successions, encoding="utf-8")
    found, followed = unit_list.read(folder)
    return found, len(followed)


def test_list_is_read(tmp_path: Path) -> None:
    units, followed = read(tmp_path, GOOD, "D,A,2025-07-01,1/3,theo số xã\nD,B,01/07/2025,2/3,theo số xã\n")
    assert (units[1].aliases, units[1].parent, units[0].e_identifier, followed) == (("X. A", "A cũ"), "40", "H41", 2)


def test_succession_is_optional(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD)[1] == 0


@pytest.mark.parametrize("province", ["nghe-an", "phu-tho"])
def test_the_lists_of_the_provinces_keep_every_rule(province: str) -> None:
    units, _ = unit_list.read(PROVINCES / province)
    assert len({unit.code for unit in units}) == len(units) > 100


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (",Xã C,,commune,,,,,", "line 6: .*blank"),
        ("C,,,commune,,,,,", "line 6: .*blank"),
        ("A,Xã A,,commune,,,,,", "line 6: The code “A” stands in row 3"),
        ("C,Xã C,,village,,,,,", "line 6: “village”"),
        ("C,Xã C,,commune,,31/02/2025,,,", "line 6: “31/02/2025” is no day"),
        ("C,Xã C,,commune,,2025-07-01,2025-06-30,,", "line 6: The last day 30 June 2025 is before"),
        ("C,Xã C,,commune,99,,,,", "line 6: The parent code “99”"),
        ("C,Xã C,,commune,C,,,,", "line 6: The parent code “C”"),
        ("C,Xã C,,commune", "line 6: not 9 values"),
        (f"{'C' * 41},Xã C,,commune,,,,,", "line 6: .*longer than 40"),
    ],
)
def test_wrong_unit_names_its_line(line: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=says):
        read(tmp_path, GOOD + line + "\n")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ("X,A,2025-07-01,1,b", "line 2: The code “X”"),
        ("D,X,2025-07-01,1,b", "line 2: The code “X”"),
        ("D,A,,1,b", "line 2: .*blank"),
        ("D,A,2025-07-01,một,b", "line 2: “một” is no share"),
        ("D,A,2025-07-01,0,b", "line 2: “0” is no share"),
        ("D,A,2025-07-01,3/2,b", "line 2: “3/2” is no share"),
        ("D,A,2025-07-01,0.5,b\nD,B,2025-07-01,0.499999,b", "line 2: .* add up to 0,999999"),
        ("D,A,2025-07-01,0.5,b\nD,A,2025-07-01,0.5,b", "line 2: .*stands twice"),
        ("D,A,2025-06-30,1,b", "line 2: Xã A is not in force on 30 June 2025"),
        ("D,A,2025-08-01,1,b", "line 2: Huyện D was not in force until 1 August 2025"),
        ("40,A,2025-07-01,1,b", "line 2: Tỉnh Nghệ An hands over everything"),
    ],
)
def test_wrong_succession_names_its_line(lines: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=says):
        read(tmp_path, GOOD, lines + "\n")


def test_a_unit_may_keep_a_part_of_what_it_had(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD, "A,A,2026-01-01,3/4,b\nA,B,2026-01-01,1/4,b\n")[1] == 2


def test_missing_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("code,name\nA,B\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1: no column aliases"):
        unit_list.read(tmp_path)


@pytest.mark.parametrize(
    ("text", "size"), [("6/33", 6 / 33), ("0,25", 0.25), ("0.25", 0.25), ("25 %", 0.25), ("1", 1.0), ("12,5%", 0.125)]
)
def test_a_share_can_be_written_in_five_ways(text: str, size: float) -> None:
    assert share(text) == size


@pytest.mark.parametrize("size", [6 / 33, 0.181818, 1.0, 1 / 7, 0.123456789012345])
def test_a_share_is_written_so_that_it_is_read_back_the_same(size: float) -> None:
    assert share(share_text(size)) == size
