"""Codes that people say to each other: NV-2026-014."""

import sqlalchemy as sa
from sqlalchemy.engine import Connection


def next_number(connection: Connection, codes: "sa.Column[str]", prefix: str) -> int:
    """After the greatest number of those that begin with `prefix`. Deeds queue, so it stays free until the deed is
    done."""
    taken = connection.scalars(sa.select(codes).where(codes.startswith(prefix)))
    numbers = [int(code.removeprefix(prefix)) for code in taken if code.removeprefix(prefix).isdigit()]
    return max(numbers, default=0) + 1
