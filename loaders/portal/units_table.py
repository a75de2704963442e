"""What a table of units says beyond points: ranks as the portal prints them, and indicators by the portal's own codes.

An indicator has columns such as DOSSIER_SYNC_num, …_den, …_score, …_max and …_flag, of which any may be missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from core.issues import Issue
from core.portal import MEAN_DAYS, OVERDUE, PORTAL_GROUPS, RANK, RANK_IN_KIND, WITHOUT_POINTS, PortalValue
from core.rows import Row
from loaders.lists.captioned import CaptionedTable
from loaders.portal.shapes import KINDS
from loaders.sheets import Sheet, Value, shown
from loaders.text.canonical import canonical
from loaders.text.index_numbers import Number, score
from loaders.text.whole_numbers import NotANumber, whole

CAPTIONS: Mapping[str, Sequence[str]] = {
    "kind": ("kind", "childGroup", "Loại đơn vị", "Cấp"),
    RANK: ("rank", "Hạng", "Xếp hạng"),
    RANK_IN_KIND: ("groupRank", "Hạng trong loại đơn vị", "Hạng trong nhóm"),
    MEAN_DAYS: ("avgProcessingDays", "Thời gian xử lý trung bình (ngày)"),
    OVERDUE: ("totalOverdue", "Hồ sơ quá hạn"),
    "totalReceived": ("totalReceived", "Tổng số hồ sơ"),
    "totalOnTime": ("totalOnTime", "Hồ sơ đúng hạn"),
    **{
        name: (name,)
        for name in (
            "totalDossierOnlinePaymentSuccess",
            "totalDossierFinancialObligation",
            "totalDossierOnlineFormalityPaymentSuccess",
            "totalFeeFormality",
            "totalFeeDossierFormality",
        )
    },
}
_OF_COUNTS = {
    "ON_TIME": ("totalOnTime", "totalReceived"),
    "PAY_DOSSIER": ("totalDossierOnlinePaymentSuccess", "totalDossierFinancialObligation"),
    "PAY_PROC": ("totalDossierOnlineFormalityPaymentSuccess", "totalFeeFormality"),
    "FEE_PROC": ("totalFeeDossierFormality", "totalFeeFormality"),
}
"""The columns of indicators that the portal gives as counts without a code; see `shapes.Place.items`."""
_PARTS = ("num", "den", "score", "max", "flag")
_DEEPEST_HEADER = 40
_COMMUNES = ("xã", "phường", "đặc khu", "thị trấn")
_OFFICES = ("ubnd ", "ủy ban nhân dân ")


def scope_of(code: str) -> str:
    """H21 of H21.125; blank for a province's own code, also in its older spelling 000.00.00.H21."""
    return code.rpartition(".")[0] if code[:1].isalpha() else ""


def kind_of(told: str, name: str) -> str:
    """department or commune: as the table says, else by the name."""
    if told.upper() in KINDS:
        return KINDS[told.upper()]
    bare = canonical(name)
    for office in _OFFICES:
        bare = bare.removeprefix(office)
    return "commune" if bare.startswith(tuple(f"{word} " for word in map(canonical, _COMMUNES))) else "department"


def indicators(sheet: Sheet) -> dict[str, Sequence[str]]:
    """The columns of indicators in a sheet, each by its caption."""
    rows = (sheet.rows[number] for number in sorted(sheet.rows)[:_DEEPEST_HEADER])
    texts = {value.strip() for row in rows for value in row if isinstance(value, str)}
    return {text: (text,) for text in sorted(texts) if _apart(text)}


def further(row: Row, table: CaptionedTable, found: list[Issue], empty: PortalValue) -> list[PortalValue]:
    """The indicators, counts and ranks of a row.

    Args:
        empty: the place, to be filled in.
    """
    cells = {name: table.value(row, name) for name in table.columns}

    def number(column: str) -> float | None:
        value = cells.get(column)
        told = _number(column, value)
        if isinstance(told, NotANumber):
            found.append(row.issue("index_number", column, text=shown(value)))
            return None
        return told

    values = []
    in_order = sorted(table.columns, key=table.columns.__getitem__)
    for code in dict.fromkeys(code for column in in_order if (code := _apart(column))):
        points, most, numerator, denominator = (number(f"{code}_{part}") for part in ("score", "max", "num", "den"))
        flag = row.cells.get(f"{code}_flag", "")[:100]
        place = replace(empty, item=code[:100], numerator=numerator, denominator=denominator, flag=flag)
        values.append(replace(place, score=points, max_score=most))
    values += [replace(empty, item=item, numerator=number(item)) for item in WITHOUT_POINTS]
    for item, (numerator_in, denominator_in) in _OF_COUNTS.items():
        values.append(replace(empty, item=item, numerator=number(numerator_in), denominator=number(denominator_in)))
    told = ("score", "numerator", "denominator", "flag")
    return [each for each in values if any(getattr(each, name) not in (None, "") for name in told)]


def _number(column: str, value: Value) -> Number:
    decimal = column == MEAN_DAYS or column.endswith(("_score", "_max"))
    return score(value) if decimal else whole(value)


def _apart(column: str) -> str:
    """The indicator that a column is about; blank where it is about none."""
    code, _, part = column.rpartition("_")
    return code if part in _PARTS and code not in PORTAL_GROUPS and code.isascii() and code.isupper() else ""
