"""What can be said from the code itself: `python -m tools.documentation` writes docs/pages.md and docs/commands.md.

A page is described by the first line of its script, a command by its own help. A test fails where the files are not
what this writes.
"""

import argparse
import ast
import sys
from collections.abc import Iterator
from pathlib import Path

from actions.__main__ import parser as actions
from core.words import LANGUAGES, t
from loaders.__main__ import parser as loaders
from reports.__main__ import parser as reports
from views.pages import PAGES, SECTIONS

ROOT = Path(__file__).parents[1]
MADE = "<!-- Written by `make docs`. -->"


def pages() -> str:
    """docs/pages.md: every page of the navigation, by section."""
    lines = ["# Pages", "", MADE, ""]
    shown = [page for page in PAGES.values() if not page.linked]
    sections = {
        t("en", f"section.{section}") if section else "In the bar": [page for page in shown if page.section == section]
        for section in SECTIONS
    }
    linked = [page for page in PAGES.values() if page.linked]
    for section, listed in (sections | {"Reached from a number": linked}).items():
        lines += [f"## {section}", "", "| Vietnamese | English | address | what it is for |", "|---|---|---|---|"]
        for page in listed:
            titles = " | ".join(t(language, f"page.{page.name}") for language in LANGUAGES)
            lines.append(f"| {titles} | `{page.address}` | {_purpose(ROOT / 'pages' / page.script)} |")
        lines.append("")
    return "\n".join(lines)


def commands() -> str:
    """docs/commands.md: every command of the three programs, with its options."""
    lines = ["# Commands", "", MADE, ""]
    for program in (loaders(), actions(), reports()):
        lines += [f"## `{program.prog}`", "", _flowing(program.description), ""]
        below = [action for action in program._actions if isinstance(action, argparse._SubParsersAction)]
        if not below:
            lines += [*_options(program), ""]
        for action in below:
            helps = {choice.dest: choice.help for choice in action._choices_actions}
            for name, command in action.choices.items():
                lines += [
                    f"### `{command.prog}`",
                    "",
                    f"{_sentence(helps[name])} {_flowing(command.epilog)}".strip(),
                    "",
                ]
                lines += [*_options(command), ""]
    return "\n".join(lines)


def _options(command: argparse.ArgumentParser) -> Iterator[str]:
    for action in command._actions:
        if isinstance(action, argparse._HelpAction):
            continue
        name = action.option_strings[-1] if action.option_strings else str(action.metavar or action.dest)
        value = "" if not action.option_strings or action.nargs == 0 else f" {_value(action)}"
        needed = "; needed" if action.required and action.option_strings else ""
        about = (action.help or "").replace("%(default)s", str(action.default))
        yield f"* `{name}{value}`{': ' + about if about else ''}{needed}"


def _value(action: argparse.Action) -> str:
    return "|".join(map(str, action.choices)) if action.choices else str(action.metavar or action.dest.upper())


def _purpose(script: Path) -> str:
    return (ast.get_docstring(ast.parse(script.read_text(encoding="utf-8"))) or "").partition("\n")[0]


def _flowing(text: str | None) -> str:
    return " ".join((text or "").split())


def _sentence(text: str | None) -> str:
    return f"{text[:1].upper()}{text[1:]}." if text else ""


WRITTEN = {ROOT / "docs" / "pages.md": pages, ROOT / "docs" / "commands.md": commands}


def main() -> int:
    for path, text in WRITTEN.items():
        path.write_text(text().rstrip("\n") + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
