"""Refuses a commit whose subject is longer than 72 characters: `python -m tools.commit_subject FILE`.

Git gives a commit-msg hook the file that holds the message. Exit codes: 0 it fits, 1 it is too long.
"""

import sys
from pathlib import Path

LONGEST = 72
COMMENT = "#"


def subject_of(message: str) -> str:
    """The first line that git keeps: neither blank nor a comment."""
    lines = (line.strip() for line in message.splitlines())
    return next((line for line in lines if line and not line.startswith(COMMENT)), "")


def main(arguments: list[str]) -> int:
    subject = subject_of(Path(arguments[0]).read_text(encoding="utf-8"))
    if len(subject) <= LONGEST:
        return 0
    print(f"The subject has {len(subject)} characters; at most {LONGEST} are allowed: {subject}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
