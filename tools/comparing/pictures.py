"""Whether two pictures are the same, to the pixel; and what a person looks at where they are not."""

import io
from pathlib import Path

import numpy as np
from PIL import Image


def same(before: bytes, after: bytes) -> bool:
    return before == after or how(before, after) == ""


def how(before: bytes, after: bytes) -> str:
    """How two pictures differ, in words; empty where they do not."""
    one, other = _pixels(before), _pixels(after)
    if one.shape != other.shape:
        return f"{one.shape[1]}x{one.shape[0]} pixels became {other.shape[1]}x{other.shape[0]}"
    changed = (one != other).any(axis=2)
    if not changed.any():
        return ""
    rows, columns = np.nonzero(changed)
    return (
        f"{int(changed.sum())} pixels, x {columns.min()} to {columns.max()}, y {rows.min()} to {rows.max()},"
        f" by at most {int(np.abs(one.astype(int) - other.astype(int)).max())} of 255"
    )


def write(folder: Path, before: bytes, after: bytes) -> None:
    """before.png, after.png, and diff.png: what differs in red over a pale picture of before."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "before.png").write_bytes(before)
    (folder / "after.png").write_bytes(after)
    one, other = _pixels(before), _pixels(after)
    size = (max(one.shape[0], other.shape[0]), max(one.shape[1], other.shape[1]))
    first, second = _on(one, size), _on(other, size)
    drawn = 255 - (255 - first) // 4
    drawn[(first != second).any(axis=2)] = (255, 0, 0)
    Image.fromarray(drawn).save(folder / "diff.png")


def blank(picture: bytes) -> bool:
    """Whether it has one colour all over."""
    pixels = _pixels(picture)
    return bool((pixels == pixels[0, 0]).all())


def _pixels(picture: bytes) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    with Image.open(io.BytesIO(picture)) as image:
        return np.asarray(image.convert("RGB"))


def _on(
    pixels: "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]", size: tuple[int, int]
) -> "np.ndarray[tuple[int, ...], np.dtype[np.uint8]]":
    """On a magenta sheet of that size: what only one of two pictures has differs."""
    sheet = np.full((*size, 3), (255, 0, 254), dtype=np.uint8)
    sheet[: pixels.shape[0], : pixels.shape[1]] = pixels
    return sheet
