"""The same unit however its name was typed; a name that fits two is never guessed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.periods import month_of
from core.units import Unit
from loaders.sheets import Value
from loaders.units.matching import NoMatch, directory, match

AUGUST = month_of(2026, 8)
UNITS = [
    Unit("40", "Tỉnh Nghệ An", "province", aliases=("UBND tỉnh Nghệ An",), e_identifier="H41"),
    Unit("SNV", "Sở Nội vụ", "department", e_identifier="H41.07"),
    Unit("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", "department", aliases=("Sở VHTT&DL",)),
    Unit("VP", "Văn phòng UBND tỉnh", "department"),
    Unit("412", "Thành phố Vinh", "district"),
    Unit("420", "Huyện Quỳ Hợp", "district"),
    Unit("432", "Thị xã Hoàng Mai", "district"),
    Unit("17035", "Xã Quỳ Hợp", "commune"),
    Unit("17110", "Phường Hoàng Mai", "commune"),
    Unit("16702", "Phường Vinh Phú", "commune"),
    Unit("17662", "Xã Đô Lương", "commune"),
    Unit("17605", "Xã Hoà Thuỷ", "commune"),
]
PLACES = directory(UNITS)


def found(name: Value, code: Value = None) -> str:
    unit = match(PLACES, code, name, AUGUST)
    return unit.code if isinstance(unit, Unit) else f"! {unit.code}"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Xã Quỳ Hợp", "17035"),
        ("UBND xã Quỳ Hợp", "17035"),
        ("Ủy ban nhân dân xã Quỳ Hợp", "17035"),
        ("Uỷ ban Nhân dân Xã Quỳ Hợp", "17035"),
        ("HĐND và UBND xã Quỳ Hợp", "17035"),
        ("X. Quỳ Hợp", "17035"),
        ("H.Quỳ Hợp", "420"),
        ("UBND huyện Quỳ Hợp", "420"),
        ("Quỳ Hợp", "! unit_ambiguous"),
        ("UBND Quỳ Hợp", "! unit_ambiguous"),
        ("HOÀNG MAI", "! unit_ambiguous"),
        ("TX Hoàng Mai", "432"),
        ("P.Hoàng Mai", "17110"),
        ("UBND P. Vinh Phú", "16702"),
        ("Vinh Phú", "16702"),
        ("3. Phường Vinh Phú", "16702"),
        ("- UBND phường Vinh Phú", "16702"),
        ("UBND thành phố Vinh", "412"),
        ("Tp. Vinh", "412"),
        ("Vinh", "412"),
        ("Xã Ðô Lương", "17662"),
        ("Xã Hòa Thủy", "17605"),
        ("Sở Nội vụ", "SNV"),
        ("Nội vụ", "SNV"),
        ("Sở Nội vụ - Tỉnh Nghệ An", "SNV"),
        ("Sở Nội vụ tỉnh Nghệ An", "SNV"),
        ("Sở Nội vụ Nghệ An", "SNV"),
        ("Sở Nội vụ - Tỉnh Phú Thọ", "! other_province"),
        ("Sở Văn hoá Thể thao & Du lịch", "SVHTTDL"),
        ("Sở VHTT và DL", "SVHTTDL"),
        ("Văn phòng Ủy ban nhân dân tỉnh", "VP"),
        ("Văn phòng UBND tỉnh Nghệ An", "VP"),
        ("UBND tỉnh Nghệ An", "40"),
        ("Xã Vinh Phú", "! unit_unknown_near"),
        ("Phuờng Vinh Phú", "! unit_unknown_near"),
        ("Trung tâm Phục vụ hành chính công", "! unit_unknown"),
    ],
)
def test_unit_by_name(name: str, code: str) -> None:
    assert found(name) == code


@pytest.mark.parametrize(
    ("code", "unit"),
    [
        ("412", "412"),
        (412, "412"),
        (412.0, "412"),
        ("412.0", "412"),
        ("00412", "412"),
        (" snv ", "SNV"),
        ("H41.07", "SNV"),
        ("h41", "40"),
        ("Sở Nội vụ", "SNV"),
        ("999", "! unit_unknown"),
        (None, "! unit_missing"),
    ],
)
def test_unit_by_code(code: Value, unit: str) -> None:
    assert found(None, code) == unit


def test_code_decides_and_a_name_it_does_not_know_is_no_obstacle() -> None:
    assert found("Tên gọi riêng", "SNV") == "SNV"
    assert found("Quỳ Hợp", "17035") == "17035"


def test_code_of_one_unit_beside_the_name_of_another_is_an_error() -> None:
    assert found("Sở Văn hóa, Thể thao và Du lịch", "SNV") == "! code_and_name_disagree"


def test_code_mangled_to_a_number_that_fits_two_units_is_an_error() -> None:
    places = directory([Unit("0412", "Xã A", "commune"), Unit("00412", "Xã B", "commune")])
    answer = match(places, 412, None, AUGUST)
    assert isinstance(answer, NoMatch)
    assert answer.code == "unit_ambiguous"


def test_ambiguous_name_names_both_units() -> None:
    answer = match(PLACES, None, "Quỳ Hợp", AUGUST)
    assert isinstance(answer, NoMatch)
    assert answer.values["candidates"] == "Huyện Quỳ Hợp (420); Xã Quỳ Hợp (17035)"


def test_unknown_name_suggests_the_nearest() -> None:
    answer = match(PLACES, None, "Xã Vinh Phú", AUGUST)
    assert isinstance(answer, NoMatch)
    assert answer.values["nearest"] == "Phường Vinh Phú"


def test_same_full_name_of_two_units_is_the_one_in_force() -> None:
    day = month_of(2025, 3).start
    places = directory(
        [
            Unit("OLD", "Sở Tài chính", "department", valid_to=month_of(2025, 2).end),
            Unit("NEW", "Sở Tài chính", "department", valid_from=day),
        ]
    )
    answer = match(places, None, "Sở Tài chính", AUGUST)
    assert isinstance(answer, Unit)
    assert answer.code == "NEW"


PREFIXES = {"commune": ("", "UBND ", "Ủy ban nhân dân ", "UỶ BAN NHÂN DÂN "), "department": ("", "UBND ")}
OLD_TONES = str.maketrans({"ò": "o\u0300", "ủ": "u\u0309"})


def with_old_tones(name: str) -> str:
    return name.replace("Hòa", "Hoà").replace("Thủy", "Thuỷ").replace("hóa", "hoá").replace("Quỳ", "Qùy")


@given(
    unit=st.sampled_from([unit for unit in UNITS if unit.kind in PREFIXES]),
    prefix=st.integers(0, 3),
    form=st.sampled_from(["NFC", "NFD"]),
    case=st.sampled_from([str, str.upper, str.lower, str.title]),
    space=st.sampled_from([" ", "  ", "\u00a0", "\u200b ", " \n", "\t"]),
    tones=st.booleans(),
    lookalike=st.booleans(),
    suffix=st.sampled_from(["", " - Tỉnh Nghệ An", " – tỉnh Nghệ An", " "]),
)
def test_any_typing_of_a_known_name_is_the_same_unit(
    unit: Unit, prefix: int, form: str, case: object, space: str, tones: bool, lookalike: bool, suffix: str
) -> None:
    choices = PREFIXES[unit.kind]
    name = choices[prefix % len(choices)] + unit.name + suffix
    name = with_old_tones(name) if tones else name
    name = case(name)  # type: ignore[operator]
    name = name.replace("Đ", "Ð") if lookalike else name
    name = unicodedata.normalize(form, name).replace(" ", space)  # type: ignore[arg-type]
    assert found(name) == unit.code


def test_units_of_one_name_are_told_apart_by_the_code_behind_it():
    places = directory([Unit("X1", "Xã Bình An", "commune"), Unit("X2", "Xã Bình An", "commune"), *UNITS])

    def of(name: str) -> str:
        return match(places, None, name, AUGUST).code

    assert [of(name) for name in ("Xã Bình An (X1)", "xã bình an (x2)", "X. Bình An(X2)")] == ["X1", "X2", "X2"]
    assert of("Xã Bình An") == "unit_ambiguous"
    assert of("Xã Bình An (SNV)").startswith("unit_"), "the code of another unit says nothing"
