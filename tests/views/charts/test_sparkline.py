"""A drawing of numbers alone: gaps are gaps, and nothing typed gets into it."""

from urllib.parse import unquote

from views.charts.sparkline import sparkline

NONE = float("nan")


def path(values) -> str:
    return unquote(sparkline(values, "x")).split('d="')[1].split('"')[0]


def test_a_month_without_a_number_is_a_gap():
    assert path([1, 2, NONE, 3, 4]).count("M") == 2
    assert path([1, 2, 3]).count("M") == 1


def test_a_flat_series_runs_through_the_middle():
    assert {part.split()[1] for part in path([5, 5]).replace("L", "M").split("M")[1:]} == {"11.0"}


def test_without_any_number_there_is_no_line():
    assert "<path" not in unquote(sparkline([NONE, NONE], "x"))


def test_a_title_is_escaped():
    assert "<b>" not in sparkline([1, 2], '"><b>')


def test_a_band_lies_around_its_line_and_has_the_same_gaps():
    svg = unquote(sparkline([-5, -6, NONE, -4], "x", band=[(-9, -2), (-9, -3), (NONE, NONE), (-8, -1)]))

    drawn = [part.split('"')[0] for part in svg.split('<path d="')[1:]]
    bands, line = drawn[:-1], drawn[-1]
    assert len(bands) == line.count("M") == 2
    heights = [float(point.split()[1]) for point in line.replace("L", "M").split("M")[1:]]
    edges = [float(point.split()[1]) for each in bands for point in each.strip("MZ").split("L")]
    assert min(edges) < min(heights) and max(edges) > max(heights)


def test_the_dot_of_the_last_month_stays_round_where_the_drawing_is_stretched():
    dot = unquote(sparkline([5], "x")).split("<line")[1]

    assert 'stroke-linecap="round"' in dot and 'vector-effect="non-scaling-stroke"' in dot
