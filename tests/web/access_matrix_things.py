"""What stands for the placeholders in the addresses of ``access_matrix.csv``: each is made or found once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from tests.journeys.manchester import FIRST_TEAM


def _team() -> Any:
    from web.teams.models import Team

    return Team.objects.get(slug=FIRST_TEAM)


def person() -> int:
    """Return the person most in need of the first team."""
    from web.teams.queries import people_of

    return int(people_of(_team()).order_by("rank")[0].person_id)


def membership() -> int:
    """Return the first membership of the first team."""
    from web.teams.queries import members_of

    return int(members_of(_team()).order_by("pk")[0].pk)


def team() -> str:
    """Return the address of the first team."""
    return FIRST_TEAM


def task() -> int:
    """Return a task of the first team that is about nobody in particular, made for the table."""
    import uuid

    from web.teams.queries import members_of, today
    from web.teams.work.actions import add_task

    owner = members_of(_team()).order_by("pk")[0].user
    key = uuid.uuid5(uuid.NAMESPACE_OID, "task of the access matrix")
    given = {"title": "Order the leaflets", "due_on": today(), "owner": owner}
    return int(add_task(by=None, team=_team(), key=key, **given).pk)


def cased() -> int:
    """Return somebody of the first team who waits for its triage."""
    from uuid import uuid4

    from web.teams.cases.actions import open_case
    from web.teams.queries import people_of

    who = people_of(_team()).order_by("rank")[1].person
    open_case(by=None, person=who, team=_team(), source="tier_list", key=uuid4())
    return int(who.pk)


def service() -> str:
    """Return a service of the directory, added when there is none."""
    import uuid

    from tests.web.teams.assets.conftest import an_entry
    from web.teams.assets import queries
    from web.teams.assets.actions import add_service

    there = queries.services()
    if not there:
        there = [add_service(by=None, place="manchester", entry=an_entry(), key=uuid.uuid4())]
    return str(there[0].pk)


def assessment() -> int:
    """Return a finished assessment of the person, made for the table."""
    from tests.web.teams.assessments.filling import finished, somebody

    return int(finished(_nurse(), somebody()).pk)


def draft() -> int:
    """Return an assessment of the person that is not finished, made for the table."""
    from tests.web.teams.assessments.filling import begun, somebody

    return int(begun(_nurse(), somebody(), "strengths-based-assessment").pk)


def assessor() -> int:
    """Return an entry of the register of trusted assessors, made for the table."""
    from tests.web.teams.assessments.filling import trusted

    return int(trusted(_nurse()).pk)


def _nurse() -> Any:
    from web.teams.queries import members_of

    return members_of(_team()).filter(user__role="team_member").order_by("pk")[0].user


def goal() -> str:
    """Write a plan with one goal for the person, by a member of the first team; return the goal."""
    import uuid

    from lco.teams.plans.content import entry
    from web.teams.plans.actions import save_section
    from web.teams.queries import members_of

    by = members_of(_team()).filter(user__role="team_member")[0].user
    levels = {f"level_{step}": "As it is" for step in ("m2", "m1", "0", "p1", "p2")}
    written = entry("walk", {"words": "Walk", "kind": "physical", "weight": "1", "baseline": "-1", **levels})
    save_section(by=by, person=person(), section="goals", entries=(written,), base=0, key=uuid.uuid4())
    return written.id


def meeting() -> int:
    """Return a meeting of the first team that is to come, made for the table."""
    from tests.web.teams.meetings.setting import planned
    from web.teams.meetings.models import Meeting

    there = Meeting.objects.filter(team=_team()).first()
    return int((there or planned(_team(), _nurse())).pk)


def item() -> int:
    """Return a person on the agenda of that meeting, who agreed to be looked after."""
    from tests.web.teams.meetings.setting import assessed, put
    from web.teams.meetings.models import AgendaItem, Meeting

    held = Meeting.objects.get(pk=meeting())
    there = AgendaItem.objects.filter(meeting=held).first()
    return int((there or put(_nurse(), held, assessed(_nurse(), _team(), at=30))).pk)


def absence() -> int:
    """Return an absence of the first member of the first team, made for the table."""
    import uuid
    from datetime import timedelta

    from web.teams.models import Membership
    from web.teams.queries import today
    from web.teams.staff.actions import record_absence

    held = Membership.objects.get(pk=membership())
    key = uuid.uuid5(uuid.NAMESPACE_OID, "absence of the access matrix")
    days = {"starts_on": today(), "ends_before": today() + timedelta(days=1)}
    return int(record_absence(by=None, membership=held, key=key, **days).pk)


def post() -> int:
    """Return a post of shared leadership of the first member of the first team, made for the table."""
    from web.teams.models import Membership
    from web.teams.staff.actions import appoint_leader

    held = Membership.objects.get(pk=membership())
    return int(appoint_leader(by=None, membership=held, post="clinical").pk)


def colleague() -> int:
    """Return who the first membership of the first team is of."""
    from web.teams.models import Membership

    return int(Membership.objects.get(pk=membership()).user_id)


def connection() -> int:
    """Return a connection of the person of the first team, made when there is none."""
    import uuid

    from web.accounts.models import User
    from web.teams.assets import people, queries
    from web.teams.assets.actions import offer_service
    from web.teams.queries import members_of, people_of

    who = people_of(_team()).order_by("rank")[0]
    service()
    there = people.connections_of(who.person_id)
    if not there:
        members = members_of(_team()).filter(user__role="team_member").values("user")
        by = User.objects.filter(pk__in=members)[0]
        made = offer_service(
            by=by, person=who.person, service=queries.services()[0], need="", key=uuid.uuid4()
        )
        there = [made]
    return int(there[0].pk)


def stranger() -> Any:
    """Return somebody whom the first team does not look after."""
    from web.teams.models import Team
    from web.teams.queries import people_of

    other = Team.objects.get(slug="manchester-ardwick-and-longsight")
    return people_of(other).order_by("rank")[5].person


def wish() -> int:
    """Return a wish of the person about sharing, made for the table."""
    import uuid

    from web.records.models import Person
    from web.teams.access.actions import Wish, record_wish
    from web.teams.queries import today

    who = Person.objects.get(pk=person())
    said = Wish(choice="share", starts_on=today())
    return int(record_wish(by=_nurse(), person=who, wish=said, key=uuid.uuid4()).pk)


def sensitive() -> int:
    """Return something held closer about the person that whoever sees the person may see."""
    import uuid

    from web.teams.access.actions import record_sensitive
    from web.teams.access.people import seen

    by = _nurse()
    found = seen(by, person())
    assert found is not None
    kept = record_sensitive(
        by=by, seen=found, sensitivity="sensitive", words="Made for the table", named=[], key=uuid.uuid4()
    )
    return int(kept.pk)


def emergency() -> int:
    """Return an emergency access of a member of the first team to a stranger, made for the table."""
    import uuid

    from web.teams.access.actions import break_glass

    given = {"reason": "emergency", "note": "Made for the table", "key": uuid.uuid4()}
    return int(break_glass(by=_nurse(), person=stranger(), **given).pk)


def alert() -> int:
    """Return a look that met a rule, made for the table."""
    from web.teams.access.models.watch import AccessAlert
    from web.teams.queries import today

    given = {"kind": "same_surname", "user": _nurse(), "person": stranger(), "on": today()}
    return int(AccessAlert.objects.get_or_create(**given)[0].pk)


def own_record_request() -> int:
    """Return a request of a stranger for their own record, made for the table."""
    import uuid

    from web.teams.access.actions import take_request
    from web.teams.queries import today

    given = {"asked_on": today(), "identity": "Passport", "key": uuid.uuid4()}
    return int(take_request(by=_nurse(), person=stranger(), **given).pk)


def hold() -> int:
    """Return a hold on the records of a stranger, made for the table."""
    import uuid

    from web.teams.access.actions import hold_records

    return int(hold_records(by=_nurse(), person=stranger(), reason="An inquiry", key=uuid.uuid4()).pk)


def sitting() -> str:
    """Return where the service of the directory is held."""
    from web.teams.assets.models import Sitting

    return str(Sitting.objects.filter(service=service())[0].pk)


def notice() -> int:
    """Return a message to the first member of the first team, made for the table."""
    import uuid

    from web.teams.models import Membership
    from web.teams.work.actions import notify

    to = Membership.objects.get(pk=membership()).user
    key = uuid.uuid5(uuid.NAMESPACE_OID, "message of the access matrix")
    return int(notify(by=None, to=to, about="A meeting was moved", address="/teams/my-day", key=key).pk)


def feed() -> str:
    """Return the secret of the calendar address of the first member: it alone opens the calendar."""
    import uuid

    from web.teams.models import Membership
    from web.teams.work.actions import make_feed

    return str(make_feed(by=Membership.objects.get(pk=membership()).user, key=uuid.uuid4()))


def handed() -> int:
    """Return an offer of the first team to another, which waits for its answer."""
    from uuid import uuid4

    from web.teams.cases.actions import hand_over, open_case
    from web.teams.models import Team
    from web.teams.queries import people_of

    who = people_of(_team()).order_by("rank")[2].person
    case = open_case(by=None, person=who, team=_team(), source="tier_list", key=uuid4())
    other = Team.objects.filter(level="neighbourhood").exclude(slug=FIRST_TEAM)[0]
    given = {"to_team": other, "reason": "moved_home", "told": "Ring first", "key": uuid4()}
    return int(hand_over(by=None, case=case, **given).pk)


def concern() -> int:
    """Return a concern about the person, raised by a member of the first team, which its lead knows too."""
    from tests.web.teams.safeguarding.raising import raised
    from web.records.models import Person

    return int(raised(_nurse(), Person.objects.get(pk=person())).pk)


# Placeholder to the function that makes or finds the thing, called once for the whole table.
THINGS: Mapping[str, Callable[[], Any]] = {
    "{sitting}": sitting,
    "{concern}": concern,
    "{connection}": connection,
    "{wish}": wish,
    "{sensitive}": sensitive,
    "{emergency}": emergency,
    "{alert}": alert,
    "{own_record_request}": own_record_request,
    "{hold}": hold,
    "{goal}": goal,
    "{assessment}": assessment,
    "{draft}": draft,
    "{assessor}": assessor,
    "{service}": service,
    "{person}": person,
    "{membership}": membership,
    "{team}": team,
    "{cased}": cased,
    "{handed}": handed,
    "{task}": task,
    "{absence}": absence,
    "{post}": post,
    "{colleague}": colleague,
    "{notice}": notice,
    "{feed}": feed,
    "{meeting}": meeting,
    "{item}": item,
}
