"""The shapes of the portal's answers, as pydantic models, and what each says of a place.

Seen and computed from public answers of September and October 2026. Where the portal has several names for one thing,
ours is the score's own: online services are CLGQ in the totals of provinces, ONLINE elsewhere, and DVCTT here.
"""

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from core.portal import TOTAL

Number = Annotated[float, Field(allow_inf_nan=False)]
Named = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_OWN_NAMES = {"CLGQ": "DVCTT", "ONLINE": "DVCTT"}
KINDS = {
    "PROVINCE": "province",
    "PROVINCIAL_DEPARTMENT": "department",
    "COMMUNE_PEOPLE_COMMITTEE": "commune",
    "AGENCY": "department",
    "COMMUNE": "commune",
}

Item = tuple[str, float | None, float | None, float | None, float | None, str]
"""Item, score, most, numerator, denominator, flag."""


class _Shape(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class Metric(_Shape):
    """One indicator of one place."""

    code: str
    numerator: Number | None = None
    denominator: Number | None = None
    score: Number | None = None
    maxScore: Number | None = None
    dataQualityStatus: str | None = None


class Place(_Shape):
    """A province or a unit, in any of the answers."""

    departmentId: str = ""
    departmentCode: str | None = None
    departmentName: Named
    departmentType: str | None = None
    childGroup: str | None = None
    level: str | None = None
    totalScore: Number | None = None
    totalMaxScore: Number | None = None
    score: Number | None = None
    maxScore: Number | None = None
    groupScores: dict[str, Number | None] = Field(default_factory=dict)
    metrics: list[Metric] = Field(default_factory=list)
    totalReceived: Number | None = None
    totalOnTime: Number | None = None
    totalDossierOnlinePaymentSuccess: Number | None = None
    totalDossierFinancialObligation: Number | None = None
    totalDossierOnlineFormalityPaymentSuccess: Number | None = None
    totalFeeFormality: Number | None = None
    totalFeeDossierFormality: Number | None = None

    @property
    def points(self) -> float | None:
        return self.totalScore if self.totalScore is not None else self.score

    @property
    def most(self) -> float | None:
        return self.totalMaxScore if self.totalMaxScore is not None else self.maxScore

    def kind(self, *, whole: bool) -> str:
        told = self.departmentType or self.childGroup or ("" if whole or self.level == "PROVINCE" else self.level)
        return KINDS.get(told or "", "province" if whole else "department" if self.level == "PROVINCE" else "")

    def items(self, answer: str) -> Iterator[Item]:
        """What the answer says of this place; the whole first."""
        yield answer, self.points, self.most, None, None, ""
        for code, points in self.groupScores.items():
            yield _OWN_NAMES.get(code, code), points, None, None, None, ""
        for each in self.metrics:
            flag = each.dataQualityStatus or ""
            yield each.code, each.score, each.maxScore, each.numerator, each.denominator, flag
        if answer == "TDGQ":
            yield "ON_TIME", self.points, self.most, self.totalOnTime, self.totalReceived, ""
        if answer == "TTTT":
            fees = self.totalFeeFormality
            paid = self.totalDossierOnlinePaymentSuccess
            yield "PAY_DOSSIER", None, None, paid, self.totalDossierFinancialObligation, ""
            yield "PAY_PROC", None, None, self.totalDossierOnlineFormalityPaymentSuccess, fees, ""
            yield "FEE_PROC", None, None, self.totalFeeDossierFormality, fees, ""


class Pages(_Shape):
    """How many places there are, and how many the answer holds."""

    total: int


class Answer(_Shape):
    """The body of an answer, under `data`."""

    overview: Place | None = None
    parent: Place | None = None
    evaluation: list[Place] = Field(default_factory=list)
    children: list[Place] = Field(default_factory=list)
    radar: list[Any] | None = None
    pagination: Pages | None = None

    @property
    def whole(self) -> Place | None:
        return self.overview or self.parent

    @property
    def parts(self) -> list[Place]:
        return self.evaluation or self.children


def answer_of(data: Any) -> Answer:
    """
    Raises:
        ValidationError: the answer has another shape.
    """
    return Answer.model_validate(data)


def about(data: Mapping[str, Any], answer: Answer, groups: Mapping[str, str]) -> str:
    """TOTAL or the group that an answer is about; blank where nothing tells.

    Args:
        groups: the group of each indicator.
    """
    if answer.radar is not None or any(place.groupScores for place in answer.parts):
        return TOTAL
    # The answers about one group differ by what they count; only the one about online services counts nothing.
    found = {groups.get(each.code, "") for place in (answer.whole, *answer.parts) if place for each in place.metrics}
    if named := found - {""}:
        return named.pop() if len(named) == 1 else ""
    parent = data.get("parent")
    keys = parent.keys() if isinstance(parent, dict) else frozenset()
    marks = {"TDGQ": "totalReceived", "TTTT": "totalFeeFormality", "DVCTT": "onlineDossierCount"}
    return next((group for group, mark in marks.items() if mark in keys), "")


def where(error: ValidationError) -> str:
    """The first place where an answer has another shape: `evaluation.3.totalScore`."""
    return ".".join(str(part) for part in error.errors()[0]["loc"])[:100]
