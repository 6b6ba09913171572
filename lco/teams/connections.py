"""The way of a person to a service, as a table: offered, accepted, in touch, attended, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from lco.teams.standard import Standard, Topic, Unit

STANDARDS: tuple[Standard, ...] = (
    Standard(
        "days_ask_how",
        "Asking how it went with a service is proposed after",
        14,
        Unit.DAYS,
        Topic.COMMUNITY,
        "Design choice: time for a first visit to a weekly group, and for one that was missed",
    ),
    Standard(
        "months_ask_how",
        "Asking how it went with a service lies ahead at most",
        12,
        Unit.MONTHS,
        Topic.COMMUNITY,
        "Design choice: a year",
    ),
)


class Stage(StrEnum):
    """How far a connection is."""

    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    CONNECTED = "connected"
    ATTENDED = "attended"
    NOT_ATTENDED = "not_attended"
    ENDED = "ended"


class Step(StrEnum):
    """What moves a connection on."""

    OFFER = "offer"
    ACCEPT = "accept"
    DECLINE = "decline"
    CONNECT = "connect"
    ATTEND = "attend"
    MISS = "miss"
    END = "end"


class Outcome(StrEnum):
    """What came of it, as the person sees it."""

    HELPED = "helped"
    HELPED_A_LITTLE = "helped_a_little"
    DID_NOT_HELP = "did_not_help"
    NEVER_WENT = "never_went"
    NOT_KNOWN = "not_known"


class Consent(StrEnum):
    """How the person agreed that somebody speaks with the service about them."""

    SPOKEN = "spoken"
    WRITTEN = "written"
    SELF = "self"
    BEST_INTERESTS = "best_interests"


class StepRefused(ValueError):
    """A step the table does not allow now; the message says why and what to do."""


STAGES: Mapping[Stage, str] = MappingProxyType(
    {
        Stage.OFFERED: "Offered",
        Stage.ACCEPTED: "Accepted",
        Stage.DECLINED: "Declined",
        Stage.CONNECTED: "In touch",
        Stage.ATTENDED: "Attended",
        Stage.NOT_ATTENDED: "Did not attend",
        Stage.ENDED: "Ended",
    }
)
OUTCOMES: Mapping[Outcome, str] = MappingProxyType(
    {
        Outcome.HELPED: "It helped",
        Outcome.HELPED_A_LITTLE: "It helped a little",
        Outcome.DID_NOT_HELP: "It did not help",
        Outcome.NEVER_WENT: "The person never went",
        Outcome.NOT_KNOWN: "Not known",
    }
)
CONSENTS: Mapping[Consent, str] = MappingProxyType(
    {
        Consent.SPOKEN: "They said so",
        Consent.WRITTEN: "They wrote or signed it",
        Consent.SELF: "They get in touch themselves: nothing is passed on",
        Consent.BEST_INTERESTS: "A best-interests decision is recorded",
    }
)
OPEN_STAGES = frozenset(Stage) - {Stage.DECLINED, Stage.ENDED}


@dataclass(frozen=True)
class Move:
    """One step: from which stages it leads where, and what has to be said with it."""

    step: Step
    title: str
    past: str
    origins: frozenset[Stage]
    to: Stage
    needs_consent: bool = False
    needs_outcome: bool = False


def _from(*stages: Stage) -> frozenset[Stage]:
    return frozenset(stages)


MOVES: Mapping[Step, Move] = MappingProxyType(
    {
        each.step: each
        for each in (
            Move(Step.OFFER, "Offer", "offered", frozenset(), Stage.OFFERED),
            Move(
                Step.ACCEPT,
                "Record that they accept",
                "accepted",
                _from(Stage.OFFERED),
                Stage.ACCEPTED,
                needs_consent=True,
            ),
            Move(
                Step.DECLINE,
                "Record that they decline",
                "declined",
                _from(Stage.OFFERED, Stage.ACCEPTED),
                Stage.DECLINED,
            ),
            Move(
                Step.CONNECT,
                "Record that they are in touch",
                "put in touch",
                _from(Stage.ACCEPTED),
                Stage.CONNECTED,
            ),
            Move(
                Step.ATTEND,
                "Record that they attended",
                "attended",
                _from(Stage.ACCEPTED, Stage.CONNECTED, Stage.NOT_ATTENDED),
                Stage.ATTENDED,
            ),
            Move(
                Step.MISS,
                "Record that they did not attend",
                "did not attend",
                _from(Stage.ACCEPTED, Stage.CONNECTED),
                Stage.NOT_ATTENDED,
            ),
            Move(
                Step.END,
                "Note what came of it",
                "ended",
                _from(Stage.ACCEPTED, Stage.CONNECTED, Stage.ATTENDED, Stage.NOT_ATTENDED),
                Stage.ENDED,
                needs_outcome=True,
            ),
        )
    }
)


def steps_from(stage: Stage) -> tuple[Move, ...]:
    """Return the steps the table allows in `stage`, in its order."""
    return tuple(each for each in MOVES.values() if stage in each.origins)


def stage_after(stage: Stage, step: Step) -> Stage:
    """Return the stage that `step` leads to from `stage`.

    Raises:
        StepRefused: when the table does not allow it.
    """
    move = MOVES[step]
    if stage not in move.origins:
        allowed = ", ".join(each.title.lower() for each in steps_from(stage)) or "nothing more"
        raise StepRefused(
            f"'{move.title}' cannot be done while it is '{STAGES[stage].lower()}': "
            f"what can be done now is {allowed}."
        )
    return move.to
