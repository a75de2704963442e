"""The commands that are run on both sides: all that docs/commands.md documents, each in several ways."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.comparing.checkouts import PROVINCES

NGHE_AN, PHU_THO = PROVINCES
EMPTY, RESTORED = "empty", "restored"
ROOT = Path(__file__).parents[2]
MEASURES = tuple(sorted(path.stem for path in (ROOT / "definitions" / "measures").glob("*.yaml")))
_READABLE = {".csv", ".xlsx", ".xls", ".ods", ".toml"}


@dataclass(frozen=True)
class Command:
    """What comes after `python -m`; `{folder}` stands for the side's folder for files."""

    arguments: tuple[str, ...]
    database: str = NGHE_AN
    """The sample of a province, or one that begins EMPTY or is RESTORED."""

    @property
    def province(self) -> str:
        return self.database if self.database in PROVINCES else NGHE_AN

    @property
    def name(self) -> str:
        """As it is documented; none where it is asked for its help alone, or does not exist."""
        if "--help" in self.arguments:
            return ""
        return " ".join(self.arguments[: 1 if self.arguments[0] == "loaders" else 2])

    @property
    def said(self) -> str:
        return f"python -m {' '.join(self.arguments)} ({self.database})"


def harmless(documented: Sequence[str], inputs: Path) -> Iterator[Command]:
    """Those that leave the database as it is.

    Args:
        documented: such as “reports ranking”.
        inputs: the folder of sample files.
    """
    for name in documented:
        yield Command((*name.split(), "--help"))
    for wrong in (("reports",), ("actions",), ("loaders",), ("actions", "nothing"), ("reports", "nothing")):
        yield Command(wrong)
    for arguments in _readings(inputs):
        yield Command(("loaders", *arguments))
    for province, months in ((NGHE_AN, ("2026-10", "2026-03", "2025-07", "2024-05")), (PHU_THO, ("2026-08",))):
        for arguments in _questions(months, ("SNV", "16813") if province == NGHE_AN else ("H44.10", "H44.100")):
            yield Command(("reports", *arguments), province)


def _questions(months: Sequence[str], units: Sequence[str]) -> Iterator[tuple[str, ...]]:
    newest = months[0]
    for month in months:
        for measure in MEASURES if month == newest else MEASURES[::4]:
            # There were districts until June 2025.
            for kind in ("department", "district" if month < "2025-07" else "commune"):
                yield ("ranking", "--measure", measure, "--month", month, "--kind", kind)
        yield ("overview", "--month", month)
        yield ("rank-sets", "--measure", "online", "--month", month, "--kind", "department")
        yield ("weights", "--month", month, "--kind", "department", "--lang", "en")
        for kind in ("province", "department", "commune"):
            yield ("score", "--month", month, "--kind", kind)
        yield ("score", "--month", month, "--index", "noi_bo", "--format", "json", "--lang", "en")
        yield ("flags", "--month", month)
    for period in ("2026-Q3", "2026-08-YTD"):
        for more in ((), ("--lang", "en", "--format", "json")):
            yield ("ranking", "--measure", "online", "--period", period, "--kind", "commune", *more)
    yield ("brief", "--month", newest, "--lang", "en", "--output", "{folder}/brief.pdf")
    yield ("report", "--month", newest, "--lang", "en", "--output", "{folder}/report.pdf")
    yield ("workbook", "--month", newest, "--output", "{folder}/workbook.xlsx")
    yield ("review", "--month", newest, "--lang", "en", "--output", "{folder}/review.pdf")
    yield ("digest", "--month", newest, "--unit", units[0], "--output", "{folder}/digest.pdf")
    yield ("digest", "--month", newest, "--unit", "nobody")
    yield ("form-ii06a", "--month", newest, "--output", "{folder}/form.xlsx")
    yield ("form-ii06a", "--month", newest, "--unit", units[0], "--output", "{folder}/form-of-one.xlsx")
    yield ("late-letter", "--month", newest, "--output", "{folder}/late.docx")
    yield ("settings", "--output", "{folder}/settings.xlsx")
    yield ("meeting", "PH-2026-999")
    yield ("verify-document", "{folder}/nothing.pdf", "--lang", "en")
    # A file that is no paper of ours; ours carry the day they were made.
    yield ("verify-document", str(ROOT / "README.md"), "--format", "json")
    yield from (("nation",), ("nation", "--period", "2025"), ("nation", "--lang", "en", "--format", "json"))
    yield from (("overview",), ("overview", "--lang", "en", "--format", "json"), ("score", "--month", newest))
    yield ("flags", "--month", newest, "--lang", "en", "--format", "json")
    for code in (*units, "nobody"):
        yield ("unit", code)
        yield ("unit", code, "--month", months[-1], "--lang", "en", "--format", "json")
        yield ("score", "--month", newest, "--explain", code)
        yield ("score", "--month", newest, "--explain", code, "--lang", "en", "--index", "noi_bo")
    yield from (("verify",), ("verify", "--format", "json"), ("verify", "0000"), ("overview", "--month", "1999-01"))
    yield from (("flags", "--month", "x"), ("score", "--month", newest, "--index", "none", "--lang", "en"))
    yield from (("export", "--version", each) for each in (months[0], newest, f"{newest}.9", "00000000", "x"))
    for which in ((), ("--kind", "commune"), ("--field", "đất đai")):
        yield ("fields", "--measure", "on_time_resolved", "--period", newest, *which)
    yield ("ranking", "--measure", "none", "--month", newest, "--kind", "commune")


def _readings(inputs: Path) -> Iterator[tuple[str, ...]]:
    """Every file of the sample, in words and for programs."""
    for file in sorted(each for each in inputs.rglob("*") if each.suffix in _READABLE):
        if file.parent.name in PROVINCES:
            yield (str(file), "--province", file.parent.name)
            continue
        yield (str(file),)
        yield (str(file), "--month", "2026-08", "--blank-is", "zero", "--lang", "en", "--json")
        if file.suffix != ".csv":
            yield (str(file), "--painted", f"{{folder}}/painted-{file.stem}{file.suffix}.xlsx")
    yield ("{folder}/nothing.xlsx", "--lang", "en")


def deeds(inputs: Path) -> Iterator[Command]:
    """Those that change something, one after the other."""
    yield from (Command(("actions", "set-up"), EMPTY), Command(("actions", "set-up", "--json"), EMPTY))
    for arguments in _deeds(inputs):
        yield Command(("actions", *arguments))
    yield Command(("actions", "restore", "{folder}/copy.zip"), RESTORED)
    yield Command(("actions", "restore", "{folder}/copy.zip", "--json"), RESTORED)


def _settings(lists: Path, forms: Path) -> Iterator[tuple[str, ...]]:
    """What a province decides for itself."""
    yield ("closing-day", "32", "--source", "none", "--lang", "en")
    yield ("closing-day", "calendar", "--source", "none")
    yield ("set-up", "--units", str(lists), "--name", "Tỉnh Phú Thọ")
    yield ("settings", "check", str(forms / "form_ii06a_2026-08.xlsx"))
    yield ("settings", "load", "{folder}/settings.xlsx", "--json")
    yield ("delivery-days", "list", "--json")
    yield ("delivery-days", "set", "dossiers", "--from", "2027-01", "--day", "8", "--source", "none")
    yield ("delivery-days", "remove", "dossiers", "--from", "2030-01", "--source", "none")
    yield ("weights", "list", "--json")
    yield ("weights", "set", "qd766", "--from", "2027-01", "--points", "A=100", "--source", "none")
    yield (
        "weights",
        "set",
        "noi_bo",
        "--from",
        "2027-01",
        "--points",
        "ONLINE=100",
        "--source",
        "none",
        "--lang",
        "en",
    )
    yield ("clarities", "list", "--json")
    yield ("clarities", "set", "--ask", "work,staff,contact", "--from", "2027-01", "--source", "none")
    yield ("clarities", "remove", "--from", "2030-01", "--source", "none")
    yield ("reminders", "list", "--json")
    yield ("reminders", "set", "--days", "-5", "--to", "staff", "--from", "2027-01", "--source", "none")
    yield ("reminders", "remove", "--weekday", "5", "--from", "2030-01", "--source", "none")
    yield ("targets", "list", "--json")
    yield ("targets", "set", "online", "--from", "2027-01", "--value", "85", "--source", "none")
    yield ("targets", "set", "online", "--kind", "commune", "--from", "2027-01", "--value", "70", "--source", "none")
    yield ("targets", "set", "online", "--unit", "SNV", "--from", "2027-01", "--value", "90", "--source", "none")
    yield ("targets", "end", "online", "--unit", "SNV", "--from", "2027-06", "--source", "none")
    yield ("targets", "remove", "online", "--from", "2030-01", "--source", "none")


def _deeds(inputs: Path) -> Iterator[tuple[str, ...]]:
    forms, history, lists = inputs / "forms", inputs / NGHE_AN / "index_history.csv", inputs / PHU_THO / "units.csv"
    for said in (("--lang", "vi"), ("--lang", "en"), ("--json",)):
        yield ("sample", *said)
        for name in ("form_ii06a_broken.xlsx", "form_ii06a_shifted.xlsx", "portal_progress_2026-08.csv"):
            yield ("import", str(forms / name), "--month", "2026-08", "--draft", *said)
        yield ("indices", str(history), "--check", *said)
        yield ("portal", str(inputs / "portal_provinces.csv"), "--check", *said)
        yield ("structure", str(lists), "--check", *said)
        yield ("remind", "--dry-run", "--date", "2026-12-08", *said)
        yield ("notify", "--dry-run", "--month", "2026-10", *said)
        yield ("pull", "nobody", "--month", "2026-10", *said)
    yield ("import", str(forms / "form_ii06a_2026-08.xlsx"), "--reason", "checked", "--note", "again", "--json")
    yield ("import", str(forms / "portal_digitisation_2026-08.csv"), "--month", "2026-08", "--blank-is", "zero")
    yield ("import", "{folder}/nothing.xlsx")
    yield ("pull", "mot_cua", "--month", "2026-10", "--draft")
    yield ("pull", "mot_cua", "--month", "2026-10", "--note", "pulled", "--json")
    yield ("indices", str(inputs / PHU_THO / "units.csv"), "--lang", "en")
    yield ("indices", str(history), "--json")
    yield ("structure", str(inputs / NGHE_AN / "units.csv"), "--note", "the same")
    yield ("withdraw", "--unit", "SNV", "--month", "2026-10", "--count", "pending", "--reason", "checked")
    yield ("withdraw", "--import", "999999", "--month", "2026-10", "--reason", "none such", "--lang", "en")
    yield ("correct", "--unit", "SNV", "--month", "2026-10", "--set", "pending=12", "--reason", "typed", "--draft")
    yield ("restore-version", "--month", "2026-10", "--version", "1", "--reason", "as it was")
    yield from _settings(lists, forms)
    yield ("mappings", "add", str(forms / "form_ii06a_2026-08.xlsx"))
    yield ("mappings", "list", "--json")
    yield ("mappings", "remove", "none")
    yield ("row-names", "leave-out", "Công an tỉnh", "--reason", "none of ours")
    yield ("row-names", "is", "Sở Nội vụ cũ", "--unit", "SNV", "--lang", "en")
    yield ("row-names", "list")
    yield ("remind",)
    yield from (
        ("accounts", "list"),
        ("accounts", "invite", "a b"),
        ("accounts", "second-factor-roles", "--role", "publisher"),
        ("accounts", "remove-passkeys", "nobody"),
        ("accounts", "disable", "nobody", "--lang", "en"),
    )
    yield from (("audit", "verify", "--digest", "1-0000000000000000"), ("audit", "verify", "--lang", "en"))
    yield ("backup", "{folder}/copy.zip")
