"""Files as they are compared: byte for byte, but for what a clock of its own writes into a workbook or document.

Ignored of a file that is a zip (.xlsx, .ods, .docx) are the times at which its members were written, their order and
how they are compressed, and in `docProps/core.xml` the times `created` and `modified`, which openpyxl takes from the
machine. Nothing else: the program's own times come from a clock that is held.
"""

import hashlib
import io
import re
import zipfile

_TIMES = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(?=</dcterms:)")


def members(content: bytes) -> dict[str, bytes]:
    """What is compared, by name; of a file that is no zip it is the file, under no name."""
    if not zipfile.is_zipfile(io.BytesIO(content)):
        return {"": content}
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        found = {each.filename: archive.read(each) for each in archive.infolist()}
    if "docProps/core.xml" in found:
        found["docProps/core.xml"] = _TIMES.sub(rb"\1", found["docProps/core.xml"])
    return found


def how(before: bytes, after: bytes) -> str:
    """How two files differ, in words; empty where they do not."""
    one, other = members(before), members(after)
    lines = [f"{name or 'the file'} only {'before' if name in one else 'after'}" for name in sorted({*one} ^ {*other})]
    for name in sorted({*one} & {*other}):
        if one[name] != other[name]:
            lines.append(f"{name or 'bytes'} {_where(one[name], other[name])}")
    return "; ".join(lines)


def _where(one: bytes, other: bytes) -> str:
    if hashlib.sha256(one).digest() == hashlib.sha256(other).digest():
        return ""
    at = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    near = slice(max(0, at - 20), at + 40)
    return f"from byte {at} on: {_shown(one[near])} became {_shown(other[near])}"


def _shown(part: bytes) -> str:
    return repr(part.decode("utf-8", errors="replace"))
