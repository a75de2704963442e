"""What the server writes of a bug names the lines of code, and nothing that people typed."""

import json

import pytest
import structlog

from web import log


@pytest.mark.parametrize("production", [False, True])
def test_a_traceback_holds_no_values(capsys, production: bool):
    """The renderer's own formatter, where `rich` is installed, prints every local variable of every frame."""

    def fails(typed: str) -> None:
        secret = typed * 2
        raise ValueError(len(secret))

    log.begin(production=production)
    try:
        fails("mật khẩu của tôi")
    except ValueError as error:
        structlog.get_logger().error("incident", incident="0123abcd", exc_info=error)

    written = capsys.readouterr().out
    assert "Traceback" in written and "ValueError: 32" in written
    assert "mật khẩu" not in written.replace("\\", "").replace('fails("mật khẩu của tôi")', "")
    if production:
        line = json.loads(written)
        assert (line["event"], line["level"], line["incident"]) == ("incident", "error", "0123abcd")
    log.begin(production=False)
