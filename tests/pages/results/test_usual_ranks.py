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
    rows = re.findall(
        r'data-v="(\d+)">\d+</td><td class="name"><a href="[^"]*unit=(\d{5})&.*?thường (\d+)–', ranks, flags=re.DOTALL
    )
    assert len(rows) > 100
    rank, code, low = next(row for row in rows if int(row[0]) < int(row[2]))

    app.query_params["unit"] = code
    drawn = html(page(app, "results/unit.py"))

    assert f"Hạng {rank} nằm ngoài khoảng đơn vị thường ở ({low}–" in drawn
    assert "quá mức ngẫu nhiên: số hồ sơ ít" in drawn or "nên tìm nguyên nhân" in drawn
