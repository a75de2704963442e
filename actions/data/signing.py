"""Signs what published versions say: their answers, computed once and kept beside them."""

from dataclasses import dataclass

from core.clock import Clock
from metrics.in_force import definitions_of, settings_of
from metrics.signed.answers import answers_of
from metrics.signed.codes import canonical, code_of
from metrics.signed.rules import rules_of, words_of
from store import audit, signatures
from store.database import Connection, Engine, reading, writing
from store.versions import Counts, Versions

_SIGNER = "set-up"


def sign(connection: Connection, publication_id: int, counts: Counts | None = None) -> str:
    """Compute and keep the answers of a version that was just made; its code.

    The caller owns the transaction, and writes the audit line of the deed that this is part of.

    Args:
        counts: of the versions that this deed made before, which need not be read again; this one's are added.
    """
    signed = _signed(Versions(connection, counts), publication_id)
    signatures.sign(connection, publication_id, answers=signed.answers, rules=signed.rules, codes=signed.codes)
    signatures.chain_publication(connection, publication_id)
    return signed.codes["code"]


def sign_older(engine: Engine, *, clock: Clock) -> int:
    """Give the versions from before answers were signed theirs, marked as given later; how many there were.

    They are computed by the rules of today from what is stored, and prove from now on, not for the time before. One
    transaction and one audit line; cheap where there is nothing to do.
    """
    with reading(engine) as connection:
        if all(each.answers_code for each in signatures.signed(connection)):
            return 0
    with writing(engine) as connection:
        versions = Versions(connection)
        older = [each for each in versions.signed.values() if not each.answers_code]
        for each in older:
            new = _signed(versions, each.id)
            # The codes that were printed stay.
            kept = {name for name in ("code", "data_code", "units_code") if getattr(each, name)}
            added = {name: value for name, value in new.codes.items() if name not in kept}
            signatures.sign(connection, each.id, answers=new.answers, rules=new.rules, codes=added, later=True)
        if older:
            audit.append(connection, at=clock(), who=_SIGNER, deed="sign_older", about="", versions=len(older))
    return len(older)


@dataclass(frozen=True)
class _Signed:
    answers: bytes
    rules: bytes
    codes: dict[str, str]


def _signed(versions: Versions, publication_id: int) -> _Signed:
    version = versions.made_of(publication_id)
    published = versions.signed[publication_id].published_at
    definitions = definitions_of(version.period, settings_of(*versions.settings).known_at(published))
    found = answers_of(version, definitions)
    content = canonical(found)
    code = code_of(content)
    codes = {
        "code": code,
        "answers_code": code,
        "data_code": found["data"],
        "units_code": found["units"],
        "rules_code": found["rules"],
        "words_code": code_of(canonical(words_of(definitions))),
    }
    return _Signed(content, canonical(rules_of(definitions)), codes)
