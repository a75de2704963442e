"""Only the counts of exactly one month are taken for that month; a signing date is no period."""

from collections.abc import Callable
from typing import Any

import pytest

from loaders import Loaded

pytestmark = pytest.mark.slow

Read = Callable[..., Loaded]
Book = Callable[..., bytes]
Form = Callable[..., list[list[Any]]]


def errors(loaded: Loaded) -> list[str]:
    return [issue.code for issue in loaded.issues if issue.severity == "error"]


@pytest.mark.parametrize(
    ("title", "code"),
    [
        ("Kỳ báo cáo: 6 tháng đầu năm 2026", "period_longer"),
        ("9 THÁNG ĐẦU NĂM 2026", "period_longer"),
        ("sáu tháng đầu năm 2026", "period_longer"),
        ("Luỹ kế 8 tháng đầu năm 2026", "period_longer"),
        ("8 tháng năm 2026", "period_longer"),
        ("Tháng 08/2026 (lũy kế từ đầu năm đến hết tháng 8/2026)", "period_longer"),
        ("Kết quả tháng 8 và 8 tháng đầu năm 2026", "period_longer"),
        ("Từ tháng 1 đến tháng 8 năm 2026", "period_longer"),
        ("Tháng 7-8/2026", "period_longer"),
        ("Tháng 7 và 8/2026", "period_longer"),
        ("Năm 2026", "period_longer"),
        ("Quý 3", "period_longer"),
        ("Quý III năm 2026", "period_not_a_month"),
        ("Từ ngày 15/7 đến 14/8/2026", "period_closes_otherwise"),
        ("Từ ngày 15 tháng 7 đến ngày 14 tháng 8 năm 2026", "period_closes_otherwise"),
        ("Từ ngày 15/7 đến ngày 14/8", "period_longer"),
        ("Tháng 7", "month_not_the_one_asked"),
        ("Tháng bảy", "month_not_the_one_asked"),
        ("Tháng 7/26", "wrong_month"),
        ("Tháng bảy năm 2026", "wrong_month"),
    ],
)
def test_anything_but_the_month_asked_for_is_an_error(
    title: str, code: str, read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    assert errors(read(workbook(form([1, "Sở Nội vụ", *good], title=title)), "2026-08")) == [code]


@pytest.mark.parametrize(
    "title",
    [
        "Tháng 8 năm 2026",
        "Tháng 8",
        "Tháng tám năm 2026",
        "Tháng 8/26",
        "08/2026",
        "Từ ngày 01 đến ngày 31 tháng 8 năm 2026",
        "Từ 01/8 đến 31/8/2026",
        "Tháng 8 năm 2026 (so với tháng 7/2026 và cùng kỳ năm 2025)",
        "Nghệ An, ngày 05 tháng 9 năm 2026",
        "Nghệ An, ngày …… tháng 9 năm 2026",
        "Nghệ An, ngày    tháng    năm 2026",
        "(Ban hành kèm theo Thông tư số 01/2020/TT-VPCP ngày 21 tháng 10 năm 2020)",
        "Theo Thông tư số 01/2020 và Luật Cán bộ, công chức năm 2025",
        "Căn cứ Nghị định số 61/2018/NĐ-CP ngày 23/4/2018",
        "Số liệu tính đến ngày 31/8/2026 (không lũy kế)",
    ],
)
def test_signing_dates_and_legal_bases_are_no_period(
    title: str, read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    loaded = read(workbook(form([1, "Sở Nội vụ", *good], title=title)), "2026-08")
    assert (errors(loaded), [month.code for month in loaded.months]) == ([], ["2026-08"])


def test_month_without_a_year_takes_the_year_stated_elsewhere(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    rows = [["BÁO CÁO NĂM 2026"], *form([1, "Sở Nội vụ", *good], title="Tháng 8")]
    assert [month.code for month in read(workbook(rows)).months] == ["2026-08"]


def test_month_without_any_year_is_an_error_when_nobody_says_it(
    read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    assert errors(read(workbook(form([1, "Sở Nội vụ", *good], title="Tháng 8")))) == ["month_without_year"]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Tháng 7", ["months_disagree"]),
        ("T7-2026", ["months_disagree"]),
        ("6 tháng", ["period_longer"]),
        ("T8", []),
        ("Biểu 6a", []),
    ],
)
def test_name_of_the_sheet_and_title_must_agree(
    name: str, code: list[str], read: Read, workbook: Book, form: Form, good: list[int]
) -> None:
    loaded = read(workbook(form([1, "Sở Nội vụ", *good]), names=[name]), "2026-08")
    assert errors(loaded) == code


def test_title_of_a_second_table_below_must_agree_too(read: Read, workbook: Book, form: Form, good: list[int]) -> None:
    rows = [*form([1, "Sở Nội vụ", *good]), [], *form([1, "Xã Quỳ Hợp", *good], title="Tháng 7 năm 2026")]
    assert errors(read(workbook(rows))) == ["months_disagree"]
