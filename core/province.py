"""The province that a folder of `sample_data/` describes."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from core.settings import Settings
from core.words import LANGUAGES, t


@dataclass(frozen=True)
class Province:
    """`province.toml`: names and sources by language, the code of the province's own unit."""

    name: dict[str, str]
    unit: str
    invented: bool
    """Whether the folder's numbers were made up to show the system."""
    source: dict[str, str]


@cache
def read_province(folder: Path) -> Province:
    """Read once: every page asks."""
    content = tomllib.loads((folder / "province.toml").read_text(encoding="utf-8"))
    return Province(
        name={language: content[f"name_{language}"] for language in ("vi", "en")},
        unit=content["unit"],
        invented=content["invented"],
        source={language: content[f"source_{language}"] for language in ("vi", "en")},
    )


def name_until_set_up(settings: Settings) -> dict[str, str]:
    """What a province is called before its settings say so: the sample's name where one was named."""
    if settings.named:
        return read_province(settings.province_folder).name
    return {language: t(language, "set_up.unnamed") for language in LANGUAGES}
