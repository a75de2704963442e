"""Where a unit usually ranks, beside its official rank, and the sentence where the two disagree."""

import re

from tests.pages.conftest import html, page


def beside(drawn) -> list[tuple[int, int, int]]:
    """(official rank, lowest and highest usual one) of every row."""
    found = re.findall(r"(\d+) · thường (\d+)–(\d+)", html(drawn))
    return [tuple(int(each) for each in row) for row in found]


def test_the_ranking_has_the_range_beside_every_rank(app):
    app.query_params["kind"] = "commune"
    drawn = page(app, "results/ranking.py")

    rows = beside(drawn)

    assert "Thường ở hạng" in html(drawn) and "tin cậy" not in html(drawn)
    assert len(rows) > 100
    assert all(1 <= low <= high <= len(rows) for _, low, high in rows)


def test_outside_its_range_the_units_page_says_visibly_why(app):
    app.query_params["kind"] = "commune"
    ranks = html(page(app, "results/score.py"))
    codes = re.findall(r"unit=(\d{5})&amp;", ranks)
    rows = re.findall(r"(\d+) · thường (\d+)–(\d+)", ranks)
    code, (rank, low, _) = next(
        (code, row) for code, row in zip(codes, rows, strict=False) if int(row[0]) < int(row[1])
    )

    app.query_params["unit"] = code
    drawn = html(page(app, "results/unit.py"))

    assert f"Hạng {rank} nằm ngoài khoảng đơn vị thường ở ({low}–" in drawn
    assert "quá mức ngẫu nhiên: số hồ sơ ít" in drawn or "nên tìm nguyên nhân" in drawn
