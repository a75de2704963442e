"""mappings, row-names: what the province has said of its own tables and of names that match no unit."""

import argparse
import dataclasses
import json
import os
from pathlib import Path

from actions.commands import DONE, Deeds, acting
from actions.data import mappings, row_answers
from actions.data.import_file import check
from actions.prepare import prepared
from core.clock import now
from core.errors import UnreadableFileError
from core.periods import HANOI
from core.remembered import MappingError, RowAnswer, TableMapping
from core.settings import settings_from
from core.viewer import Viewer
from core.words import Language, t
from loaders.monthly.mapping import fields
from loaders.sheets import letter
from store import remembered
from store.database import Engine, reading, writing


def add(deeds: Deeds, common: argparse.ArgumentParser) -> None:
    tables = deeds.add_parser(
        "mappings",
        parents=[common],
        help="tables that no form describes: list, add or remove how their columns are read",
        epilog="Fields: " + ", ".join(fields.offered()),
    )
    tables.add_argument("what", choices=("list", "add", "remove"))
    tables.add_argument(
        "about", nargs="?", default="", metavar="FILE|CODE", help="add: a file; remove: a code of the list"
    )
    tables.add_argument(
        "--field",
        action="append",
        type=_caption_and_field,
        default=[],
        metavar="CAPTION=FIELD",
        help="add: what a column holds, where the proposal is another; blank for not used; may be repeated",
    )
    tables.add_argument("--check", action="store_true", help="add: say what is proposed; remember nothing")
    tables.set_defaults(run=_mappings)
    names = deeds.add_parser(
        "row-names", parents=[common], help="names in files that match no unit: list, say what they are, leave them out"
    )
    names.add_argument("what", choices=("list", "is", "leave-out", "remove"))
    names.add_argument("label", nargs="?", default="", metavar="NAME", help="as the file writes it")
    names.add_argument("--unit", default="", metavar="CODE", help="is: the unit")
    names.add_argument("--reason", default="", help="leave-out: why")
    names.set_defaults(run=_row_names)


def _caption_and_field(text: str) -> tuple[str, str]:
    caption, separator, field = text.rpartition("=")
    if not separator or not caption.strip():
        raise argparse.ArgumentTypeError(f"{text}: CAPTION=FIELD")
    return " ".join(caption.split()), field.strip()


def _mappings(options: argparse.Namespace) -> int:
    engine = prepared(settings_from(os.environ), clock=now)
    who = acting(options, engine)
    if options.what == "add":
        return _add(options, engine, who)
    if options.what == "remove":
        with writing(engine) as connection:
            gone = mappings.forget(connection, who, options.about, at=now())
        print(t(options.lang, "mapping.removed", code=gone.fingerprint[:12]))
        return DONE
    # Each names the file it was said of.
    who.must("see_files")
    with reading(engine) as connection:
        known = list(remembered.everything(connection).tables.values())
    if options.json:
        print(json.dumps([dataclasses.asdict(each) for each in known], ensure_ascii=False, default=str))
        return DONE
    for each in known:
        at = f"{each.at.astimezone(HANOI):%d/%m/%Y %H:%M}" if each.at else ""
        said = {"code": each.fingerprint[:12], "file": each.file_name, "at": at, "who": each.who}
        print(t(options.lang, "mapping.listed", **said, columns=columns_said(options.lang, each)))
    if not known:
        print(t(options.lang, "mapping.listed_none"))
    return DONE


def _add(options: argparse.Namespace, engine: Engine, who: Viewer) -> int:
    file = Path(options.about)
    try:
        content = file.read_bytes()
    except OSError as error:
        raise UnreadableFileError("not_found", file=str(file)) from error
    offered = mappings.offer(engine, who, content)[0]
    mapping = mappings.said_of(offered, dict(options.field), file.name)
    if options.check:
        for each in offered.columns:
            # As it would be read, with what --field says of it.
            holds = mapping.fields[each.number - 1] if each.number <= len(mapping.fields) else None
            field = fields.said(options.lang, holds) if holds else t(options.lang, "mapping.none")
            why = t(options.lang, f"mapping.why_{each.why}") if each.why and holds == each.field else "–"
            said = {"column": letter(each.number), "text": each.caption, "field": field, "why": why}
            print(t(options.lang, "mapping.proposed", **said))
        mappings.must_serve(mapping)
        return DONE
    _must_be_unknown(engine, who, content, file.name, options.lang)
    with writing(engine) as connection:
        mappings.remember(connection, who, mapping, at=now())
    columns = columns_said(options.lang, mapping)
    print(t(options.lang, "mapping.added", code=mapping.fingerprint[:12], columns=columns))
    return DONE


def _must_be_unknown(engine: Engine, who: Viewer, content: bytes, name: str, language: Language) -> None:
    """A form that is known is read as what it is; only a table that was mapped before may be mapped again."""
    try:
        loaded = check(engine, who, content, name, month=None, clock=now)
    except UnreadableFileError:
        return
    if loaded.source != "mapped":
        raise MappingError("known_form", form=t(language, f"source.{loaded.source}"))


def columns_said(language: Language, mapping: TableMapping) -> str:
    """“Trễ hạn” = Giải quyết quá hạn; …: the columns that are used."""
    pairs = zip(mapping.captions, mapping.fields, strict=True)
    return "; ".join(f"“{caption or '–'}” = {fields.said(language, field)}" for caption, field in pairs if field)


def _row_names(options: argparse.Namespace) -> int:
    engine = prepared(settings_from(os.environ), clock=now)
    who = acting(options, engine)
    language: Language = options.lang
    if options.what == "list":
        who.must("see_files")
        with reading(engine) as connection:
            known = list(remembered.everything(connection).rows.values())
        if options.json:
            print(json.dumps([dataclasses.asdict(each) for each in known], ensure_ascii=False, default=str))
            return DONE
        for each in known:
            at = f"{each.at.astimezone(HANOI):%d/%m/%Y %H:%M}" if each.at else ""
            print(
                t(
                    language,
                    "row_answers.listed",
                    text=each.label,
                    said=answer_said(language, each),
                    at=at,
                    who=each.who,
                )
            )
        if not known:
            print(t(language, "row_answers.listed_none"))
        return DONE
    with writing(engine) as connection:
        if options.what == "is":
            row_answers.is_unit(connection, who, options.label, options.unit, at=now())
        elif options.what == "leave-out":
            row_answers.leave_out(connection, who, options.label, options.reason, at=now())
        else:
            row_answers.take_back(connection, who, options.label, at=now())
    answer = RowAnswer(options.label, options.unit or None, options.reason)
    if options.what == "remove":
        print(t(language, "row_answers.removed", text=options.label))
    else:
        print(t(language, "row_answers.answered", text=options.label, said=answer_said(language, answer)))
    return DONE


def answer_said(language: Language, answer: RowAnswer) -> str:
    if answer.unit:
        return t(language, "row_answers.said_unit", unit=answer.unit)
    return t(language, "row_answers.said_left_out", reason=answer.reason)
