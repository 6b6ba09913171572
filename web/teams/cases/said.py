"""What is told of a person: a decision in their best interests, a referral."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from web.teams.cases.models import Urgency


@dataclass(frozen=True)
class InBestInterests:
    """A decision for a person who lacks capacity (Mental Capacity Act 2005); every part is needed."""

    capacity_found: str
    assessed_by: str
    assessed_on: date
    decision: str
    consulted: str
    least_restrictive: str
    decided_by: str
    decided_on: date
    is_taken_on: bool = True


@dataclass(frozen=True)
class Told:
    """What somebody told a team of a person: who they are, why they are worried, what they ask."""

    referrer: str
    referred_by: str
    reason: str
    received_on: date
    is_person_told: bool
    asked: str = ""
    reached_by: str = ""
    urgency: str = Urgency.ROUTINE
    is_hospital_flag: bool = False
