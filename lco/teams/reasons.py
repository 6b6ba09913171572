"""Why a person is included, not included, declines, steps up or down, is handed over or leaves: as lists.

A code is kept and counted; its words are shown. 'Another reason' always asks for words of one's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from lco.teams.workflow import Act


@dataclass(frozen=True)
class Reason:
    """One reason of a list: its code, its words, and whether it asks for words of one's own."""

    code: str
    words: str
    needs_note: bool = False


OTHER = Reason("other", "Another reason", needs_note=True)


def _list(*pairs: tuple[str, str]) -> tuple[Reason, ...]:
    return (*(Reason(code, words) for code, words in pairs), OTHER)


REASONS: Mapping[Act, tuple[Reason, ...]] = MappingProxyType(
    {
        Act.INCLUDE: _list(
            ("high_risk", "Likely to need hospital or long-term care soon"),
            ("changing", "Getting worse, or a sudden change"),
            ("frail", "Frail or falling"),
            ("many_services", "Several services and no single plan"),
            ("after_hospital", "In hospital lately, or about to leave it"),
            ("carer_strained", "A carer who cannot go on as now"),
            ("asked_for", "The person, or somebody who knows them, asks for help"),
        ),
        Act.EXCLUDE: _list(
            ("looked_after", "Already well looked after by another service"),
            ("no_benefit", "Unlikely to benefit from what the team can do"),
            ("stable", "Stable: what the records count is over"),
            ("end_of_life", "In the care of an end-of-life team"),
            ("moved_away", "No longer lives here"),
            ("wrong_records", "Found by a mistake in the records"),
        ),
        Act.DECLINE: _list(
            ("not_now", "Does not want this now"),
            ("has_support", "Has the support they need"),
            ("no_sharing", "Does not want information shared"),
            ("not_reached", "Could not be reached after several tries"),
            ("not_best_interests", "Lacks capacity, and it is not in their best interests"),
        ),
        Act.STEP_UP: _list(
            ("crisis", "A crisis, or an emergency stay in hospital"),
            ("new_need", "A new condition or a new need"),
            ("carer_change", "The carer or the home has changed"),
            ("plan_not_working", "The plan does not do what it should"),
        ),
        Act.STEP_DOWN: _list(
            ("goals_achieved", "The goals are achieved"),
            ("need_lower", "The need has become less"),
            ("asked_to", "The person asks to go on without the team"),
            ("other_service", "Another service carries on"),
        ),
        Act.TRANSFER: _list(
            ("moved_home", "The person has moved home"),
            ("other_team_fits", "Another team can help better"),
            ("wrong_team", "Found for the wrong team"),
        ),
        Act.WITHDRAW: _list(
            ("asked_to_stop", "The person asks to stop"),
            ("left_place", "The person has left the place"),
            ("lost_touch", "Could not be reached for a long time"),
            ("other_service", "Another service has taken over"),
        ),
        Act.RECORD_DEATH: (
            Reason("told_by_family", "Told by the family or a carer"),
            Reason("told_by_service", "Told by a practice, hospital or other service"),
            Reason("in_records", "Seen in the records"),
        ),
        Act.REOPEN: _list(
            ("by_mistake", "It was recorded by mistake"),
            ("wrong_person", "It was recorded for the wrong person"),
            ("changed_mind", "The person has changed their mind"),
        ),
    }
)


class ReasonRefused(ValueError):
    """A reason that is not on the list; the message says what to do."""


def reasons_of(act: Act) -> Sequence[Reason]:
    """Return the reasons to choose from for `act`; none where it asks for no reason."""
    return REASONS.get(act, ())


def in_words(act: Act, code: str) -> str:
    """Return the words of a reason; a code of an older list is written as words."""
    found = next((each for each in reasons_of(act) if each.code == code), None)
    return found.words if found else code.replace("_", " ").capitalize()


def refuse_wrong_reason(act: Act, code: str, note: str) -> None:
    """Refuse a reason that is not on the list of `act`, or one that lacks the words it asks for.

    Raises:
        ReasonRefused: with a sentence that says what to do.
    """
    if not reasons_of(act):
        return
    found = next((each for each in reasons_of(act) if each.code == code), None)
    if found is None:
        raise ReasonRefused("Choose the reason from the list.")
    if found.needs_note and not note.strip():
        raise ReasonRefused("Say in your own words what the other reason is.")
