"""What every command owes the shell that called it, whatever it does: text as UTF-8, and no traceback for what is
between it and its reader."""

import io
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TextIO

from core.words import Language, t

NOT_TEXT, NOT_WRITTEN, INTERRUPTED, NOBODY_READS = 2, 3, 130, 141
"""Exit codes. The last two are a shell's own for what ended by SIGINT and SIGPIPE."""


class _NotWrittenError(Exception):
    """Of our own output alone: a connection to a database or a server can break too."""


class _Output(io.FileIO):
    lost = False

    def write(self, written: object) -> int:
        if self.lost:
            # What was still held when it broke is written once more at the very end.
            return memoryview(written).nbytes  # type: ignore[arg-type]
        try:
            return super().write(written)  # type: ignore[arg-type]
        except OSError as error:
            self.lost = True
            raise _NotWrittenError from error


def ended(main: Callable[[], int], arguments: Sequence[str], environment: Mapping[str, str]) -> int:
    """The exit code of a command, after everything that it printed has gone out.

    Args:
        arguments: what it was called with; a byte among them that is no text is refused before anything is done.
    """
    language: Language = "en" if "en" in _lang(arguments) else "vi"
    sys.stdout, sys.stderr = _utf8(sys.stdout), _utf8(sys.stderr)
    try:
        ours = [value for name, value in environment.items() if name.startswith("NAMRO_")]
        for each in (*arguments, *ours):
            if any("\ud800" <= letter <= "\udfff" for letter in each):
                sys.stderr.write(t(language, "error.argument_not_text", argument=each) + "\n")
                return NOT_TEXT
        code = main()
        sys.stdout.flush()
    except _NotWrittenError as error:
        if isinstance(error.__cause__, BrokenPipeError):
            # Its reader, such as `head`, has seen enough.
            return NOBODY_READS
        sys.stderr.write(t(language, "error.output_not_written", reason=str(error.__cause__)) + "\n")
        return NOT_WRITTEN
    except KeyboardInterrupt:
        return INTERRUPTED
    return code


def _utf8(stream: TextIO | None) -> TextIO:
    """The same place to write to, for every alphabet: a pipe on Windows, or a machine without a locale, has none of
    Vietnamese."""
    if stream is None:  # It was closed by who called.
        return Path(os.devnull).open("w", encoding="utf-8")
    stream.flush()
    raw = _Output(stream.fileno(), "wb", closefd=False)
    lines = stream.isatty() or stream is sys.stderr
    return io.TextIOWrapper(io.BufferedWriter(raw), "utf-8", errors="backslashreplace", line_buffering=lines)


def _lang(arguments: Sequence[str]) -> list[str]:
    """What `--lang` is given: the command has not read its arguments yet."""
    pairs = zip(("", *arguments), arguments, strict=False)
    return [each.removeprefix("--lang=") for before, each in pairs if before == "--lang" or each.startswith("--lang=")]
