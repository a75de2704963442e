"""A document with a chart, a long table, a heading among the rows, and texts that try to be something else."""

import datetime as dt

import pytest

from views.documents.document import Chart, Column, Document, Heading, Official, Table

NASTY = '=1+1 <b>nháp</b> #eval("1") \x07 “Quỳ Hợp – Thừa Thiên Huế”'
NAMES = ("Xã Kim Liên", "Phường Trường Vinh", NASTY)
VALUES = (98.5, 91.25, 70.0)
CHART = Chart(
    specification={
        "$schema": "https://vega.github.io/schema/vega-lite/v6.1.0.json",
        "data": {"values": [{"name": name, "value": value} for name, value in zip(NAMES, VALUES, strict=True)]},
        "mark": "bar",
        "encoding": {"x": {"field": "value", "type": "quantitative"}, "y": {"field": "name", "type": "nominal"}},
    },
    alt="Tỷ lệ đúng hạn của ba xã",
    labels=NAMES,
    series=(("Đúng hạn", VALUES),),
    number_format="0.00",
)
COLUMNS = (Column("Đơn vị", width=40), Column("Tỷ lệ", "decimal"), Column("Ngày", "day"))


@pytest.fixture
def document() -> Document:
    rows = tuple((f"Xã số {number}", 90 + number / 100, dt.date(2026, 10, 1)) for number in range(1, 131))
    return Document(
        tables=(
            Table("Biểu đồ", COLUMNS[:2], tuple(zip(NAMES, VALUES, strict=True)), chart=CHART, sentences=("Câu một.",)),
            Table("Bảng dài", COLUMNS, (Heading(("Khối xã",)), *rows), chapter="Chương hai"),
            Table("Bảng trống", COLUMNS, (), none="Không có gì."),
        ),
        title="Báo cáo tháng 10/2026",
        sentences=(NASTY,),
        author="Ban Chỉ đạo",
        dated=dt.date(2026, 11, 5),
        foot="Bản 3 · a1b2c3",
    )


@pytest.fixture
def official() -> Official:
    return Official(
        layout="state",
        superior="Tỉnh ủy Nghệ An",
        agency="Ban Chỉ đạo cải cách hành chính",
        number="Số:      /TB-BCĐ",
        place="Nghệ An",
        kind="THÔNG BÁO",
        recipients=("Thường trực Tỉnh ủy", "Lưu: VT"),
        position="Trưởng ban",
        signer="Nguyễn Văn A",
    )
