"""A wrong unit list is refused with the file and the line."""

from pathlib import Path

import pytest

from core import unit_list
from core.units import Unit

HEAD = "code,name,name_en,kind,parent,valid_from,valid_to,aliases,e_identifier\n"
GOOD = "40,Tỉnh Nghệ An,,province,,1900-01-01,,,H41\nA,Xã A,,commune,40,2025-07-01,,X. A|A cũ,\n"


def read(folder: Path, units: str, successions: str | None = None) -> tuple[list[Unit], int]:
    (folder / "units.csv").write_text(HEAD + units, encoding="utf-8-sig")
    if successions is not None:
        (folder / "succession.csv").write_text("old,new,on,share,basis\n" + successions, encoding="utf-8")
    found, followed = unit_list.read(folder)
    return found, len(followed)


def test_list_is_read(tmp_path: Path) -> None:
    units, followed = read(tmp_path, GOOD, "40,A,2025-07-01,0.5,theo số hồ sơ\n")
    assert (units[1].aliases, units[1].parent, units[0].e_identifier, followed) == (("X. A", "A cũ"), "40", "H41", 1)


def test_succession_is_optional(tmp_path: Path) -> None:
    assert read(tmp_path, GOOD)[1] == 0


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (",Xã B,,commune,,,,,", "line 4: a unit needs a code"),
        ("B,,,commune,,,,,", "line 4: a unit needs a code"),
        ("A,Xã A,,commune,,,,,", "line 4: code 'A' is there twice"),
        ("B,Xã B,,village,,,,,", "line 4: kind 'village'"),
        ("B,Xã B,,commune,,01/07/2025,,,", "line 4: '01/07/2025' is no date"),
        ("B,Xã B,,commune,,2025-07-01,2025-06-30,,", "line 4: valid_to"),
        ("B,Xã B,,commune,99,,,,", "parent '99'"),
        ("B,Xã B,,commune", "line 4: not 9 values"),
    ],
)
def test_wrong_unit_names_its_line(line: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=says):
        read(tmp_path, GOOD + line + "\n")


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("X,A,2025-07-01,1,b", "line 2: old 'X'"),
        ("40,X,2025-07-01,1,b", "line 2: new 'X'"),
        ("40,A,,1,b", "line 2: no date"),
        ("40,A,2025-07-01,một,b", "line 2: share 'một'"),
        ("40,A,2025-07-01,0,b", "line 2: share 0.0"),
    ],
)
def test_wrong_succession_names_its_line(line: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=says):
        read(tmp_path, GOOD, line + "\n")


def test_missing_column_is_named(tmp_path: Path) -> None:
    (tmp_path / "units.csv").write_text("code,name\nA,B\n", encoding="utf-8")
    with pytest.raises(ValueError, match="line 1: no column aliases"):
        unit_list.read(tmp_path)
