"""The format of the server log: one line per event, and a plain traceback for a bug."""

import structlog


def to_console() -> None:
    # Not the renderer's own traceback: it prints every local variable, and with them what people typed.
    plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
    processors: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper("iso"),
        plain,
    ]
    structlog.configure(processors=processors)
