"""Form II.06a/VPCP/KSTT filled with a month's published counts; `loaders.monthly.sources.form_ii06a` reads it back.

Its words are the Circular's (01/2020/TT-VPCP): they are Vietnamese in every language.
"""

from collections.abc import Iterator

from core.units import Unit
from core.words import Language, t
from reports.data.form_out import Counts, FilledForm
from reports.names import alike as alike_in
from reports.names import named_apart
from views.documents.writers.form import Form, Head, Line, form_workbook

_LANGUAGE: Language = "vi"
_ROMAN = ("I", "II", "III")
_NAMED = 12
"""Of the units with empty cells."""
_HEAD = (
    Head("Số lượng hồ sơ tiếp nhận", (1, 1), (3, 6)),
    Head("Tổng số", (2, 3), (3, 3)),
    Head("Trong kỳ", (2, 2), (4, 5)),
    Head("Trực tuyến", (3, 3), (4, 4)),
    Head("Trực tiếp, dịch vụ bưu chính", (3, 3), (5, 5)),
    Head("Từ kỳ trước", (2, 3), (6, 6)),
    Head("Số lượng hồ sơ đã giải quyết", (1, 1), (7, 10)),
    Head("Tổng số", (2, 3), (7, 7)),
    Head("Trước hạn", (2, 3), (8, 8)),
    Head("Đúng hạn", (2, 3), (9, 9)),
    Head("Quá hạn", (2, 3), (10, 10)),
    Head("Số lượng hồ sơ đang giải quyết", (1, 1), (11, 13)),
    Head("Tổng số", (2, 3), (11, 11)),
    Head("Trong hạn", (2, 3), (12, 12)),
    Head("Quá hạn", (2, 3), (13, 13)),
)
_NUMBERING: tuple[str, ...] = (
    "(1)",
    "(2)",
    "(3)=(4)+(5)+(6)",
    "(4)",
    "(5)",
    "(6)",
    "(7)=(8)+(9)+(10)",
    "(8)",
    "(9)",
    "(10)",
)
_NUMBERING += ("(11)=(12)+(13)", "(12)", "(13)")
_WIDTHS = (6, 38, *[14] * 11)


def form_file(found: FilledForm) -> bytes:
    """The workbook."""
    return form_workbook(form(found))


def form(found: FilledForm) -> Form:
    """As it is written: cells are empty where nothing was reported, never 0."""
    province = found.province.name if found.province else ""
    by_field = bool(found.fields)
    caption = "Lĩnh vực, công việc giải quyết theo cấp" if by_field else "Đơn vị"
    return Form(
        sheet="II.06a",
        corner=("Biểu số II.06a/VPCP/KSTT", "Ban hành theo Thông tư số 01/2020/TT-VPCP"),
        reporters=(
            f"Đơn vị báo cáo: {found.unit.name if found.unit else _office(province)}",
            f"Đơn vị nhận báo cáo: {_office(province) if found.unit else 'Văn phòng Chính phủ'}",
        ),
        titles=(
            "TÌNH HÌNH, KẾT QUẢ GIẢI QUYẾT THỦ TỤC HÀNH CHÍNH TẠI CÁC CƠ QUAN, ĐƠN VỊ",
            f"Kỳ báo cáo: Tháng {found.month.start.month} năm {found.month.start.year}",
            f"(Từ ngày {found.days.start:%d/%m/%Y} đến ngày {found.days.end:%d/%m/%Y})",
        ),
        unit_of_count="Đơn vị tính: Số hồ sơ TTHC",
        head=(Head("TT", (1, 3), (1, 1)), Head(caption, (1, 3), (2, 2)), *_HEAD),
        widths=_WIDTHS,
        numbering=_NUMBERING,
        lines=tuple(_lines(found)),
        notes=tuple(f"Ghi chú: {note}" for note in _notes(found)),
        dated=f"{_place(province)}, ngày … tháng … năm …",
        signatures=(
            ("NGƯỜI LẬP BIỂU", "(Ký, ghi rõ họ tên)"),
            ("THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ", "(Ký, đóng dấu, ghi rõ họ tên)"),
        ),
    )


def _lines(found: FilledForm) -> Iterator[Line]:
    if found.unit and not found.fields:
        yield Line(1, found.unit.name, found.total)
        return
    for number, (name, counts) in enumerate(found.fields, start=1):
        yield Line(number, name, counts)
    for ordinal, group in zip(_ROMAN, found.groups, strict=False):
        yield Line(ordinal, t(_LANGUAGE, f"kind.{group.kind}"), group.total, strong=True)
        yield from _units(group.rows)
    yield Line(None, "TỔNG CỘNG", found.total, strong=True)


def _units(rows: tuple[tuple[Unit, Counts], ...]) -> Iterator[Line]:
    names = [unit.name for unit, _ in rows]
    for number, (unit, counts) in enumerate(rows, start=1):
        # Two units of one name could not be told apart when the form is read again.
        yield Line(number, unit.name if names.count(unit.name) == 1 else f"{unit.name} ({unit.code})", counts)


def _notes(found: FilledForm) -> Iterator[str]:
    if found.code:
        yield f"Số liệu đã công bố, phiên bản {found.version}, mã {found.code}."
    else:
        yield "Số liệu dự thảo, chưa công bố."
    if found.illustrative:
        yield "Số liệu minh họa, không phải số liệu thật."
    if found.unit and found.incomplete:
        yield "Ô để trống là số liệu đơn vị chưa báo cáo."
    elif found.incomplete:
        alike = alike_in(found.incomplete)
        names = ", ".join(named_apart(unit, _LANGUAGE, alike) for unit in found.incomplete[:_NAMED])
        more = len(found.incomplete) - _NAMED
        yield (
            "Ô để trống là số liệu đơn vị chưa báo cáo; dòng cộng chỉ gồm các số đã báo cáo. Còn thiếu số liệu: "
            f"{names}{f' và {more} đơn vị khác' if more > 0 else ''}."
        )


def _office(province: str) -> str:
    return f"UBND {province[:1].lower()}{province[1:]}" if province else "UBND tỉnh"


def _place(province: str) -> str:
    return province.removeprefix("Tỉnh ").removeprefix("Thành phố ") or "…"
