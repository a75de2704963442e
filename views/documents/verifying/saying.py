"""What is said of a paper that was verified."""

from collections.abc import Mapping

from core.words import Language, t
from views.documents.verifying.checking import Checked, Difference

LANGUAGE_NAMES: Mapping[Language, str] = {"vi": "verify.vietnamese", "en": "verify.english"}


def name_of(found: Checked, language: Language) -> str:
    """Which paper it is, as within a sentence."""
    name = t(language, f"verify.paper.{found.stamp['report']}")
    return name[:1].lower() + name[1:]


def claims(found: Checked, language: Language) -> str:
    """What the file says it is."""
    about = found.stamp.get("about", "")
    return t(
        language,
        "verify.claims",
        paper=name_of(found, language),
        about="" if about == found.month.code else about,
        period=found.month,
        version=str(found.version),
        code=found.code,
        tongue=t(language, LANGUAGE_NAMES[found.language]),
    ).replace(" ,", ",")


def verdict(found: Checked, language: Language) -> str:
    """Whether anything differs."""
    key = "another" if found.another else "unchanged" if found.unchanged else "changed"
    said = {"another": "verify.another", "unchanged": "verify.unchanged", "changed": "verify.changed"}
    return t(language, said[key], paper=name_of(found, language), many=len(found.differences))


def beside(found: Checked, language: Language) -> list[str]:
    """What else there is to know of the version and of the audit trail."""
    lines = []
    if found.verified is not None:
        about = {"period": found.verified.period, "version": found.verified.version}
        if found.verified.identical:
            lines.append(t(language, "verify.stored", **about))
        else:
            parts = [t(language, f"verify.because_{cause}") for cause in found.verified.because]
            lines.append(t(language, "verify.stored_differs", parts=parts, **about))
    if found.unchanged and found.identical is not None:
        lines.append(t(language, "verify.same_file" if found.identical else "verify.saved_again"))
    if not found.newest:
        lines.append(t(language, "verify.newer", period=found.month))
    if not found.digest_known:
        lines.append(t(language, "verify.cut", digest=found.stamp.get("digest", "")))
    return lines


def difference(each: Difference, found: Checked, language: Language) -> str:
    """Page, table, row and column; what the file says, and what was published."""
    where = [_place(each, found, language)]
    if each.named.table:
        where.append(t(language, "verify.table", table=each.named.table))
    where += [part for part in (each.named.row, each.named.column) if part]
    if not each.named.column:
        where.append(t(language, "verify.after", words=each.after) if each.after else t(language, "verify.start"))
    key = "verify.both" if each.found and each.published else "verify.added" if each.found else "verify.gone"
    return t(language, key, where=", ".join(where), found=_short(each.found), published=_short(each.published))


def _place(each: Difference, found: Checked, language: Language) -> str:
    match found.kind:
        case "pdf":
            return t(language, "verify.page", place=each.place)
        case "pptx":
            return t(language, "verify.slide", place=each.place)
        case "xlsx":
            return t(language, "verify.sheet", place=each.place, cell=each.cell)
        case "docx":
            return t(language, "verify.document")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


LONGEST = 120
"""Letters of what differs: a part that was written anew is not printed whole."""
