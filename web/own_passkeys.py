"""The passkeys of one's own account page: what is shown of them, and what its forms do."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from actions.access import own_passkeys as deeds
from actions.access import passkeys as asking
from actions.access.passkeys import Answer
from core.access_errors import PasskeyError
from core.accounts import Account
from core.clock import Clock
from core.passkeys import Party
from core.periods import HANOI
from core.settings import Settings
from reports.access.asking import must_be_coded, who_asks
from store import passkeys
from store.database import Connection, Engine, reading, writing


class OwnPasskeys:
    def __init__(self, engine: Callable[[], Engine], settings: Callable[[], Settings], clock: Clock) -> None:
        self._engine, self._settings, self._clock = engine, settings, clock

    def shown(self, connection: Connection, session: int, party: Party | None) -> dict[str, Any]:
        """What the page says of them: each, whether one works here, and how it makes sure of the person."""
        at = self._clock()
        asked, account = who_asks(connection, session, at=at)
        found, here = passkeys.of_account(connection, account.id), asking.here(connection, account, party)
        return {
            "passkeys": [(each, each.credential in here, _day(each.made_at), _day(each.used_at)) for each in found],
            "possible": party is not None,
            "confirmable": bool(here),
            "sure": asked.keyed(at),
            "by_key_alone": not account.coded and bool(found) and self._coded(connection, account),
        }

    def sure(self, session: int, address: str, form: dict[str, str]) -> Account:
        """Ask for all that one signs in with, before it changes; see `actions.access.own_passkeys.sure`."""
        with reading(self._engine()) as connection:
            account = who_asks(connection, session, at=self._clock())[1]
            coded = self._coded(connection, account)
        password, code = form.get("password", ""), form.get("code", "")
        deeds.sure(self._engine(), session, password, code, address=address, coded=coded, clock=self._clock)
        return account

    def done(self, session: int, party: Party | None, address: str, form: dict[str, str]) -> dict[str, Any]:
        """What the form asked for, done; what to show of it."""
        match form.get("do", ""):
            case "passkey_begin":
                if party is None:
                    raise PasskeyError("elsewhere")
                account = self.sure(session, address, form)
                with reading(self._engine()) as connection:
                    name, at = form.get("passkey", ""), self._clock()
                    options, begun = deeds.begin(connection, account, party, session, name, at=at)
                return {"options": options, "begun": begun}
            case "passkey_add":
                if party is None:
                    raise PasskeyError("elsewhere")
                with reading(self._engine()) as connection:
                    account = who_asks(connection, session, at=self._clock())[1]
                answer = Answer(party, form.get("begun", ""), form.get("answer", ""), address)
                deeds.add(self._engine(), account, answer, session, clock=self._clock)
                return {"told": "passkeys.added"}
            case "passkey_rename":
                with writing(self._engine()) as connection:
                    at = self._clock()
                    account = who_asks(connection, session, at=at)[1]
                    deeds.rename(connection, account, _number(form), form.get("passkey", ""), at=at)
                return {"told": "passkeys.renamed"}
            case "passkey_remove":
                account = self.sure(session, address, form)
                with writing(self._engine()) as connection:
                    deeds.remove(connection, account, _number(form), at=self._clock())
                return {"told": "passkeys.removed"}
        return {}

    def _coded(self, connection: Connection, account: Account) -> bool:
        return must_be_coded(connection, account, self._settings(), at=self._clock())


def _day(moment: dt.datetime | None) -> dt.date | None:
    return moment.astimezone(HANOI).date() if moment else None


def _number(form: dict[str, str]) -> int:
    """Of a passkey; 0, which none has, where it is no number."""
    typed = form.get("number", "")
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= 9 else 0
