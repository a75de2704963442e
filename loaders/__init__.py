"""From outside to checked rows: files are read, recognised, matched to units and checked. Stores nothing.

`load(content, name, units=…, month=…, today=…) -> Loaded` is the only entry point.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loaders.monthly.loading import Loaded, load

__all__ = ["Loaded", "load"]


def __getattr__(name: str) -> Any:
    # Imported lazily: the parsing child imports this package too, and must start without pandas.
    if name in __all__:
        from loaders.monthly import loading  # noqa: PLC0415

        return getattr(loading, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
