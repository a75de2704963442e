"""What the server writes of a bug names the lines of code, and nothing that people typed."""

import structlog

from web import log


def test_a_traceback_holds_no_values(capsys):
    """The renderer's own formatter, where `rich` is installed, prints every local variable of every frame."""

    def fails(typed: str) -> None:
        secret = typed * 2
        raise ValueError(len(secret))

    log.to_console()
    try:
        fails("mật khẩu của tôi")
    except ValueError as error:
        structlog.get_logger().error("incident", incident="0123abcd", exc_info=error)

    written = capsys.readouterr().out
    assert "Traceback" in written and "ValueError: 32" in written
    assert "mật khẩu" not in written.replace('fails("mật khẩu của tôi")', "")
