"""Takes the pictures of `docs/guide/` from the running program with the sample months, in both languages.

    python -m tools.guide_pictures

They are taken anew when a screen changes; a test holds that every picture a guide shows is here.
"""

import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from core.settings import ROOT
from core.words import LANGUAGES
from tests.browser.reading import idle
from tests.serving import chromium, served

FOLDER = ROOT / "docs" / "guide" / "pictures"
DESKTOP, TELEPHONE = (1366, 900), (390, 844)


@dataclass(frozen=True)
class Picture:
    """One screen: its name, address and the size of the window."""

    name: str
    address: str
    size: tuple[int, int] = DESKTOP


PICTURES = (
    Picture("overview", "/?period=2026-10"),
    Picture("ranking", "/xep-hang?period=2026-10&kind=commune"),
    Picture("late", "/ho-so-tre?period=2026-10"),
    Picture("tasks", "/nhiem-vu"),
    Picture("unit", "/don-vi?unit=16777&period=2026-10", TELEPHONE),
    Picture("month", "/cong-bo?of=2026-10"),
)


def main(folder: Path = FOLDER) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        environment = {"NAMRO_DATABASE_URL": f"sqlite:///{place}/namro.db"}
        subprocess.run([sys.executable, "-m", "actions", "sample"], cwd=ROOT, env=environment, check=True)
        with served(Path(place) / "server.log", environment) as server, chromium() as browser:
            for language in LANGUAGES:
                for picture in PICTURES:
                    width, height = picture.size
                    context = browser.new_context(
                        base_url=server.url, viewport={"width": width, "height": height}, color_scheme="light"
                    )
                    page = context.new_page()
                    page.goto(f"{picture.address}{'&' if '?' in picture.address else '?'}lang={language}")
                    idle(page)
                    page.screenshot(path=folder / f"{picture.name}.{language}.jpg", type="jpeg", quality=62)
                    context.close()


if __name__ == "__main__":
    main()
