"""All reads of hand-overs, and of people who live elsewhere than the team that holds their case."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Q, Subquery

from web.population.models import Listing
from web.teams.cases.models import Case, CaseQuerySet, HandOver, HandOverQuerySet
from web.teams.models import Level, Team
from web.teams.queries import all_teams, current_publication, people_of, teams_of
from web.ui import formats

_WITH = ("case__person", "from_team", "to_team", "offered_by", "answered_by")


def hand_overs_of(team: Team) -> HandOverQuerySet:
    """Return what was offered to or by a team, the newest first."""
    found = HandOver.objects.filter(Q(to_team=team) | Q(from_team=team))
    return found.select_related(*_WITH).order_by("-offered_at", "-pk")


def offered_to(team: Team) -> HandOverQuerySet:
    """Return what waits for the answer of a team."""
    return hand_overs_of(team).waiting().filter(to_team=team)


def offered_by(team: Team) -> HandOverQuerySet:
    """Return what a team has offered and nobody has answered."""
    return hand_overs_of(team).waiting().filter(from_team=team)


def answered(team: Team) -> HandOverQuerySet:
    """Return the hand-overs of a team that are over."""
    return hand_overs_of(team).exclude(state="offered").order_by("-answered_at", "-pk")


def waiting_of(person: int) -> HandOver | None:
    """Return the hand-over of a person that waits for an answer, or None."""
    return HandOver.objects.waiting().filter(case__person=person).select_related(*_WITH).first()


def hand_over_for(user: Any, team: Team, key: int) -> HandOver | None:
    """Return one hand-over to or from a team of `user`, or None."""
    if not teams_of(user).filter(pk=team.pk).exists():
        return None
    return hand_overs_of(team).filter(pk=key).first()


def moved_away(team: Team) -> CaseQuerySet:
    """Return the open cases of a neighbourhood's team whose person no longer lives there by the newest list.

    Each has ``lives_in``: the id of the neighbourhood in the place pack, empty for who is in no list.
    """
    if team.level != Level.NEIGHBOURHOOD:
        return Case.objects.none()
    listed = Listing.objects.filter(run=current_publication(), person=OuterRef("person"))
    cases = Case.objects.open().filter(team=team).select_related("person", "team", "coordinator")
    lives = cases.annotate(lives_in=Subquery(listed.values("neighbourhood")[:1]))
    return lives.filter(Q(lives_in__isnull=True) | ~Q(lives_in=team.area))


def moved_here(team: Team) -> CaseQuerySet:
    """Return the open cases other neighbourhoods' teams hold of people who live with this one now."""
    if team.level != Level.NEIGHBOURHOOD:
        return Case.objects.none()
    others = Case.objects.open().exclude(team=team).filter(team__level=Level.NEIGHBOURHOOD)
    here = others.filter(person__in=people_of(team).values("person"))
    return here.select_related("person", "team", "coordinator")


def team_of_area(area: str, place: str) -> Team | None:
    """Return the team of a neighbourhood, or None."""
    return all_teams().filter(level=Level.NEIGHBOURHOOD, area=area, place=place).first()


def team_by_key(key: int) -> Team:
    """Return a team of the place."""
    return all_teams().get(pk=key)


def suggested(case: Case, listing: Listing | None) -> dict[str, Any]:
    """Return what a hand-over begins with: the team where the person lives now, if it is another."""
    home = team_of_area(listing.neighbourhood, listing.run.place) if listing else None
    if home is None or home.pk == case.team_id:
        return {}
    return {"to_team": home.pk, "reason": "moved_home"}


def counts_of(team: Team) -> dict[str, int]:
    """Return how many stand in each list of hand-overs, by the word the address chooses it with."""
    lists = {"": offered_to, "by_us": offered_by, "away": moved_away, "here": moved_here, "over": answered}
    return {name: rows(team).count() for name, rows in lists.items()}


def what_follows(offer: HandOver) -> list[tuple[str, str]]:
    """Return what comes with a case when it is accepted, as label and words."""
    case = offer.case
    open_tasks = case.tasks.open().count()
    return [
        ("State", case.rule.title),
        ("Support", case.get_intensity_display()),
        ("Next review", formats.day(case.review_on) if case.review_on else "Not set"),
        ("Open tasks", f"{open_tasks}; those of people outside your team come without an owner"),
        ("Care plan, assessments and history", "Stay with the person and open with the case"),
    ]


def team_choices(without: Team) -> list[tuple[int, str]]:
    """Return key and name of the other teams of the place."""
    others = all_teams().filter(place=without.place).exclude(pk=without.pk)
    return list(others.values_list("pk", "name"))
