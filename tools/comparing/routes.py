"""What is asked for by HTTP and not through a page: the calendar, the shell of the pages, fonts, the probe."""

import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path

from tests.serving import Server
from tools.comparing import workbooks
from tools.comparing.tally import Tally

ASKED = (
    *("/", "/xep-hang?lang=en", "/no-such-page", "/healthz", "/_stcore/health", "/_stcore/host-config"),
    *("/lich-nhiem-vu.ics", "/lich-nhiem-vu.ics?lang=en", "/lich-nhiem-vu.ics?don_vi=SNV"),
    *("/lich-nhiem-vu.ics?don_vi=16813&lang=en", "/lich-nhiem-vu.ics?don_vi=nobody", "/lich-nhiem-vu.ics?nguoi=nobody"),
    "/assets/no-such-file",
)
# Of the moment and the session. The tag of a file under /assets is made of the time at which it was checked out.
_IGNORED = {"date", "set-cookie", "last-modified"}


def compare(servers: Sequence[Server], static: Path, province: str, tally: Tally) -> None:
    """Status, headers and content of every address.

    Args:
        static: the folder of the files under `/assets`, before.
    """
    files = [f"/assets/{path.relative_to(static).as_posix()}" for path in sorted(static.rglob("*")) if path.is_file()]
    for address in (*ASKED, *files):
        (head, content), (other, body) = (_answer(server, address) for server in servers)
        how = workbooks.how(content, body)
        if head != other:
            how = f"{sorted(head - other)} became {sorted(other - head)}; {how}"
        tally.same("answer", f"{province} {address}", not how, how)


def _answer(server: Server, address: str) -> tuple[set[str], bytes]:
    try:
        with urllib.request.urlopen(server.url + address, timeout=60) as answer:
            status, headers, content = answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        status, headers, content = error.code, error.headers, error.read()
    ignored = _IGNORED | ({"etag"} if address.startswith("/assets/") else set())
    head = {f"{name.lower()}: {value}" for name, value in headers.items() if name.lower() not in ignored}
    place = server.url.encode()
    return {f"status: {status}"} | head, content.replace(place, b"HOST")
