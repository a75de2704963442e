"""The format of the server log: one line per event, JSON in production, and a plain traceback for a bug.

No line holds an address, a query string or a name: pages log events of the program, and nginx keeps what was asked.
"""

import structlog


def begin(*, production: bool) -> None:
    if production:
        structured: list[structlog.typing.Processor] = [
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ]
    else:
        # Not the renderer's own traceback: it prints every local variable, and with them what people typed.
        plain = structlog.dev.plain_traceback
        structured = [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=plain)]
    processors: list[structlog.typing.Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper("iso"),
        *structured,
    ]
    structlog.configure(processors=processors)
