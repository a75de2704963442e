"""How the national portal names our province: by code, by an id of its own, or by name."""

import re

from core.portal import PortalRead
from core.units import Unit
from loaders.text.canonical import canonical

# “UBND tỉnh Nghệ An”, “Ủy ban nhân dân thành phố Huế”; canonical texts have one spelling of ủy.
_OFFICE = re.compile(r"^(?:(?:ubnd|ủy ban nhân dân) )?(?:(?:tỉnh|thành phố|tp\.?) )?")


def codes_of(own: str, us: Unit | None, read: PortalRead) -> set[str]:
    """Every way an answer names our province: by code, or by the portal's id."""
    ids = {each.department_id for each in read.values if each.code == own}
    return {own, *ids, (us and us.e_identifier) or ""} - {""}


def own_code(read: PortalRead, us: Unit | None) -> str:
    """Our province's code in a read: by the document-exchange code, else by its name."""
    if us is None:
        return ""
    if any(each.code == us.e_identifier for each in read.values if each.code):
        return us.e_identifier or ""
    names = {_bare(name) for name in (us.name, *us.aliases)}
    return next((each.code or each.name for each in read.values if _bare(each.name) in names), "")


def _bare(name: str) -> str:
    return _OFFICE.sub("", canonical(name))
