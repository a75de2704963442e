"""Checks the record of published versions: their codes, their numbers in a row, the audit trail, the files' bytes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.periods import HANOI, Period, is_code, parse
from metrics.signed.answers import Answers
from metrics.signed.codes import SHORT, code_of, older_code
from metrics.signed.rules import Rules
from store import audit, signatures
from store.database import Connection
from store.signatures import Signed
from store.versions import Versions, intact


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with the record of a version; its sentence is `verify.fault.<code>`."""

    code: str
    values: dict[str, object] = field(default_factory=dict)


class Record:
    """The record as it is now; the parts that concern all versions are read once."""

    def __init__(self, connection: Connection, versions: Versions) -> None:
        self._connection = connection
        self._versions = versions
        self._told = audit.versions_told(connection)
        self._rules = signatures.rules(connection)
        self._contents: dict[int, bytes | None] = {}
        self._intact: dict[str, bool] = {}

    def answers(self, row: Signed) -> Answers | None:
        """The answers as they are stored; None where they are missing or no longer what was signed."""
        content = self._content(row)
        if not content or code_of(content) != row.answers_code:
            return None
        found: Answers = json.loads(content)
        return found

    def rules(self, row: Signed) -> Rules | None:
        """The rules that it was computed by; None where they are missing or no longer what was signed."""
        content = self._rules.get(row.rules_code)
        if content is None or code_of(content.encode("utf-8")) != row.rules_code:
            return None
        found: Rules = json.loads(content)
        return found

    def faults(self, row: Signed) -> list[Fault]:
        """Everything that is wrong with the record of one version."""
        return [*self._of_codes(row), *self._of_numbers(row), *self._of_files(row)]

    def lost(self) -> list[tuple[Period, int]]:
        """The versions that the audit trail tells of and that are not there, and those missing in a row of numbers."""
        known: dict[Period, set[int]] = {}
        for each in self._versions.signed.values():
            known.setdefault(each.period, set()).add(each.version)
        named = {(parse(month), number) for month, number in self._told if is_code(month)}
        rows = {(period, number) for period, there in known.items() for number in range(1, max(there))}
        return sorted(each for each in named | rows if each[1] not in known.get(each[0], set()))

    def _content(self, row: Signed) -> bytes | None:
        if row.id not in self._contents:
            self._contents[row.id] = signatures.answers(self._connection, row.id)
        return self._contents[row.id]

    def _of_codes(self, row: Signed) -> Iterator[Fault]:
        if not row.code or not row.answers_code:
            yield Fault("not_signed")
            return
        printed = (
            older_code(row.data_code, row.measures_code, row.units_code) if row.measures_code else row.answers_code
        )
        if row.code != printed:
            yield Fault("code_changed")
        signed = self.answers(row)
        if signed is None:
            yield Fault("answers_changed")
        elif [signed[name] for name in ("data", "units", "rules")] != [row.data_code, row.units_code, row.rules_code]:
            # One of the codes was changed; or what is stored had changed before the version got its answers.
            yield Fault("parts_differ")
        if row.rules_code and self.rules(row) is None:
            yield Fault("rules_changed")

    def _of_numbers(self, row: Signed) -> Iterator[Fault]:
        told = self._told.get((row.period.code, row.version))
        if told is None:
            yield Fault("not_told")
            return
        if told.code and told.code != row.code:
            yield Fault("told_otherwise", {"code": told.code[:SHORT]})
        # A version signed before the trail kept notes has none to compare.
        note = row.note if told.note is None else told.note
        if (told.who, told.at, note) != (row.published_by, row.published_at, row.note):
            yield Fault("published_otherwise", {"who": told.who, "at": f"{told.at.astimezone(HANOI):%d/%m/%Y %H:%M}"})

    def _of_files(self, row: Signed) -> Iterator[Fault]:
        for layer in self._versions.layers(row.id):
            if not self._is_intact(layer.sha256):
                yield Fault("file_changed", {"file": layer.file_name})

    def _is_intact(self, sha256: str) -> bool:
        # Once for each file: a version has the files of the one before it too.
        if sha256 not in self._intact:
            self._intact[sha256] = intact(self._connection, sha256)
        return self._intact[sha256]
