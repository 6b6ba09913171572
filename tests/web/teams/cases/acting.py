"""Acts on cases as somebody does who opened the form just now, for the tests of this folder."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client

from lco.teams.workflow import Act
from web.teams.cases import actions
from web.teams.cases.models import Case, CaseEvent

OTHER_TEAM = "manchester-ardwick-and-longsight"
TO_ACTIVE = (
    Act.INCLUDE,
    Act.INVITE,
    Act.AGREE,
    Act.ASSESS,
    Act.LIST_FOR_MEETING,
    Act.DISCUSS,
    Act.AGREE_PLAN,
    Act.START,
)
REASON_FOR = {
    Act.INCLUDE: "high_risk",
    Act.EXCLUDE: "stable",
    Act.DECLINE: "not_now",
    Act.STEP_UP: "crisis",
    Act.WITHDRAW: "asked_to_stop",
    Act.RECORD_DEATH: "told_by_family",
    Act.REOPEN: "by_mistake",
}


def act(by: Any, case: Case, act: Act, **values: Any) -> CaseEvent:
    """Do one act with a key of its own, and a reason where it asks for one."""
    given = {"key": uuid.uuid4(), "reason": REASON_FOR.get(act, ""), **values}
    return actions.advance(by=by, case=case, act=act, **given)


def do(by: Any, case: Case, *acts: Act, **values: Any) -> None:
    """Do acts one after the other, then read the case again."""
    for each in acts:
        act(by, case, each, **values)
    case.refresh_from_db()


def at_once(number: int, work: Callable[[], Any]) -> list[str]:
    """Let `number` do the same at once; return what became of each: ``done`` or what was raised."""
    outcomes: list[str] = []

    def one() -> None:
        try:
            work()
            outcomes.append("done")
        except Exception as wrong:
            outcomes.append(type(wrong).__name__)
        finally:
            connection.close()

    threads = [threading.Thread(target=one) for _ in range(number)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


def signed(user: Any) -> Client:
    """Return a browser signed in as `user`."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client
