"""Streamlit's options: those of `.streamlit/config.toml` beside the application, or the process does not start.

Streamlit looks for the file in the working directory. Started from elsewhere it would turn on the export of tables,
statistics to its vendor and uploads of 200 MB, and say nothing.
"""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

from streamlit import config

from core.access_errors import UnknownModeError
from core.errors import DashboardError
from core.openid import openid_from
from core.settings import MODES, coded_roles_from
from core.words import LANGUAGES, explain, t

# Appearance options may be overridden by an environment variable; options about security may not.
FREE = frozenset({"theme"})


def hold(application: Path) -> None:
    """Read the options beside `application`, and see that they are in force.

    Raises:
        SystemExit: an option is overridden, or `NAMRO_MODE` is no mode, with a sentence for each.
    """
    if config._main_script_path is None:
        # As `streamlit run` does it; the file beside the main script is read last, so it overrules all others.
        config._main_script_path = str(application)
        config.get_config_options(force_reparse=True)
    faults = [
        t(language, "error.option", **values)
        for values in _overridden(application.parent / ".streamlit" / "config.toml")
        for language in LANGUAGES
    ]
    mode = os.environ.get("NAMRO_MODE", "").strip()
    if mode not in MODES:
        faults += [t(language, UnknownModeError.key, mode=mode) for language in LANGUAGES]
    for read in (openid_from, lambda environment: coded_roles_from(environment.get("NAMRO_SECOND_FACTOR_ROLES", ""))):
        try:
            read(os.environ)
        except DashboardError as error:
            faults += [explain(language, error) for language in LANGUAGES]
    if faults:
        raise SystemExit("\n".join(faults))


def _overridden(file: Path) -> Iterator[dict[str, str]]:
    for section, options in tomllib.loads(file.read_text(encoding="utf-8")).items():
        for name, value in options.items() if section not in FREE else ():
            found = config.get_option(f"{section}.{name}")
            if found != value:
                where = config.get_where_defined(f"{section}.{name}")
                yield {"option": f"{section}.{name}", "found": str(found), "value": str(value), "where": where}
