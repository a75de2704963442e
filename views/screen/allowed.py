"""Pieces of a page that are drawn only for who may use them. What they do asks for itself."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from core.rights import Right, known
from views.screen import session

Asked = ParamSpec("Asked")


def only_for(right: Right) -> Callable[[Callable[Asked, None]], Callable[Asked, None]]:
    """Draw it only for who has the right for every unit."""
    known(right)

    def held(piece: Callable[Asked, None]) -> Callable[Asked, None]:
        @wraps(piece)
        def drawn(*arguments: Asked.args, **named: Asked.kwargs) -> None:
            if session.viewer().may(right):
                piece(*arguments, **named)

        return drawn

    return held
