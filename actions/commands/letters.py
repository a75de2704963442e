"""What became of a run that sends letters, in sentences or for a program."""

import argparse
import json
import sys

from actions.commands import DONE, NOT_READY
from actions.tasks.sending import Run
from core.words import explain, t


def told(run: Run, options: argparse.Namespace, *, would: str, done: str) -> int:
    """Prints it, by these sentences of a dry run and of a real one; the exit code."""
    if options.json:
        _as_json(run, options)
    elif options.dry_run:
        print(t(options.lang, would, letters=len(run.letters)))
        for letter in run.letters:
            print(f"  {letter.to.name or letter.to.unit or t(options.lang, 'reminders.committee')}: {letter.subject}")
    else:
        print(t(options.lang, done, letters=len(run.letters), mailed=run.mailed))
        if run.failed:
            print(explain(options.lang, run.failed[0]), file=sys.stderr)
            print(t(options.lang, "reminders.failed", failed=len(run.failed)), file=sys.stderr)
    return NOT_READY if run.failed else DONE


def _as_json(run: Run, options: argparse.Namespace) -> None:
    letters = [
        {"to": vars(each.to), "subject": each.subject, "text": each.text, "name": each.name} for each in run.letters
    ]
    failed = [explain(options.lang, error) for error in run.failed]
    print(json.dumps({"letters": letters, "mailed": run.mailed, "failed": failed}, ensure_ascii=False))
