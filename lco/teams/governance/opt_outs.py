"""When an opt-out applies: the national data opt-out, and the separate one from stratification.

Neither touches the care of the person.
"""

from __future__ import annotations

from lco.teams.governance.terms import Asked, Purpose, Subject

INDIVIDUAL_CARE = frozenset({Purpose.DIRECT_CARE, Purpose.SAFEGUARDING, Purpose.CASE_FINDING})


def support_of(asked: Asked) -> str:
    """Return what a use beyond care rests on, the strongest first; empty when on nothing.

    One of ``anonymised``, ``consent``, ``law`` (required by law, or overriding public interest), ``exempt``
    (section 251 support exempt from the national opt-out), ``s251``, or empty.
    """
    if asked.is_anonymised:
        return "anonymised"
    if asked.has_consent:
        return "consent"
    if asked.is_required_by_law or asked.is_in_overriding_interest:
        return "law"
    if asked.has_s251:
        return "exempt" if asked.is_exempt else "s251"
    return ""


def applies_nationally(subject: Subject, asked: Asked) -> bool:
    """Say whether the national data opt-out keeps the person out of this use.

    It applies if, and only if, the person has opted out, the purpose is beyond their individual care, the
    information is confidential, and none of these holds: consent, a duty in law, an overriding public
    interest, anonymised, exempt.
    """
    return (
        subject.opted_out_nationally
        and asked.purpose not in INDIVIDUAL_CARE
        and asked.is_confidential
        and not asked.is_exempt
        and support_of(asked) in {"s251", ""}
    )


def is_left_out_of_stratification(subject: Subject, *, for_own_team: bool) -> bool:
    """Say whether the person is left out of a stratification.

    The own care team's case-finding goes on: an opt-out must not change anybody's care. Only a
    stratification for planning and commissioning leaves out who opted out of it.
    """
    return subject.opted_out_of_stratification and not for_own_team
