"""set-up, backup, restore: the database itself."""

import argparse
import getpass
import os
from pathlib import Path

from actions.commands import DONE, Deeds
from actions.data.backup import backup, restore
from actions.prepare import prepared
from core.clock import now
from core.settings import settings_from
from core.viewer import everyone
from core.words import t
from store.database import migrate, open_engine


def add(deeds: Deeds, common: argparse.ArgumentParser) -> None:
    for deed, run, about in (
        ("backup", _backup, "write everything into FILE, also while in use"),
        ("restore", _restore, "fill a new, empty database from FILE"),
    ):
        copying = deeds.add_parser(deed, parents=[common], help=about)
        copying.add_argument("file", type=Path, metavar="FILE")
        copying.set_defaults(run=run)

    setting_up = deeds.add_parser("set-up", parents=[common], help="create and migrate the database, load the units")
    setting_up.set_defaults(run=_set_up)


def _backup(options: argparse.Namespace) -> int:
    engine = prepared(settings_from(os.environ), clock=now)
    rows = backup(engine, everyone(getpass.getuser()), options.file, clock=now)
    print(t(options.lang, "backup.done", rows=sum(rows.values()), file=str(options.file)))
    return DONE


def _restore(options: argparse.Namespace) -> int:
    # Not `prepared`, which would load the province's units: they come from the backup.
    engine = open_engine(settings_from(os.environ).database_url)
    migrate(engine)
    rows = restore(engine, everyone(getpass.getuser()), options.file, clock=now)
    print(t(options.lang, "backup.done", rows=sum(rows.values()), file=str(options.file)))
    return DONE


def _set_up(_options: argparse.Namespace) -> int:
    prepared(settings_from(os.environ), clock=now)
    return DONE
