"""audit: proves the audit trail, and begins a new key."""

import argparse
import json
import os

from actions.commands import DONE, HAS_ERRORS, Deeds, acting
from actions.prepare import prepared
from core.clock import now
from core.settings import settings_from
from core.words import Language, t
from store import audit, keys
from store.database import reading, writing
from store.proving import Proof, prove


def add(deeds: Deeds, common: argparse.ArgumentParser) -> None:
    trail = deeds.add_parser("audit", help="the audit trail: prove it, or begin a new key")
    kinds = trail.add_subparsers(dest="what", required=True)
    verify = kinds.add_parser("verify", parents=[common], help="name what was changed, removed or forged")
    verify.add_argument("--digest", default="", help="from a document or the foot of a page: are its lines still here?")
    verify.set_defaults(run=_verify)
    key = kinds.add_parser("new-key", parents=[common], help="begin a new key; start the servers again afterwards")
    key.set_defaults(run=_new_key)


def _verify(options: argparse.Namespace) -> int:
    engine = prepared(settings_from(os.environ), clock=now)
    acting(options, engine).must("see_trail")
    with reading(engine) as connection:
        proof = prove(connection, options.digest)
    if options.json:
        found = [{"code": each.code, **each.values} for each in proof.faults]
        said = {"lines": proof.lines, "proved_from": proof.first, "digest": proof.digest, "faults": found}
        print(json.dumps(said, ensure_ascii=False))
    else:
        print("\n".join(_said(options.lang, proof)))
    return HAS_ERRORS if proof.faults else DONE


def _said(language: Language, proof: Proof) -> list[str]:
    first = "–" if proof.first is None else str(proof.first)
    head = t(language, "audit.proved", lines=proof.lines, first=first, digest=proof.digest or "–")
    faults = [t(language, f"audit.fault.{each.code}", **each.values) for each in proof.faults]
    return [head, *(faults or [t(language, "audit.nothing_wrong")])]


def _new_key(options: argparse.Namespace) -> int:
    engine = prepared(settings_from(os.environ), clock=now)
    viewer = acting(options, engine)
    viewer.must("backup")
    with writing(engine) as connection:
        place = keys.folder(connection)
        if place is not None:
            # The line is still written with the old key, which the new one thereby follows.
            made = keys.add(place)
            audit.append(connection, at=now(), who=viewer.who, deed="audit_key", about=made.name)
            print(t(options.lang, "audit.new_key", file=str(made)))
    return DONE
