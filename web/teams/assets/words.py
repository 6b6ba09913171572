"""An entry of the directory in words, as lists, pages and sheets show it."""

from __future__ import annotations

from datetime import date

from lco.teams.directory.entries import WEEKDAYS, Entry, Referral, Sitting, Status, Wanted
from lco.teams.directory.hours_text import write_hours
from lco.teams.directory.matching import ages_in_words, within
from lco.teams.directory.opening import Opening
from web.teams.assets.area import area, titles
from web.ui import formats
from web.ui.words import phrase

STATUS = {Status.ACTIVE: "Open", Status.PAUSED: "Closed for now", Status.CLOSED: "Closed for good"}
REFERRAL = {
    Referral.NONE: "Not said",
    Referral.SELF: "Anybody can come or ring",
    Referral.PROFESSIONAL: "A professional has to refer",
}


def opening(it: Opening | None, *, today: date) -> str:
    """Return ``Today, 10:30 to 12:30`` or ``Tuesday 24 November 2026, 10:30 to 12:30``."""
    if it is None:
        return "No opening times known"
    ahead = (it.on - today).days
    day = {0: "Today", 1: "Tomorrow"}.get(ahead) or f"{WEEKDAYS[it.on.weekday()]} {formats.day(it.on)}"
    return f"{day}, {it.opens:%H:%M} to {it.closes:%H:%M}{f' ({it.note})' if it.note else ''}"


def who_for(entry: Entry) -> list[str]:
    """Return who a service is for, a sentence each; everybody when no rule stands."""
    rule, names = entry.eligibility, area().names
    found = []
    if rule.age_from is not None or rule.age_to is not None:
        found.append(f"People {ages_in_words(rule.age_from, rule.age_to)}")
    if rule.sex is not Wanted.ANY:
        found.append("Women" if rule.sex is Wanted.FEMALE else "Men")
    if rule.areas:
        found.append(f"People who live in {phrase([names.get(each, each) for each in rule.areas])}")
    if rule.conditions:
        found.append(f"People who live with {phrase([within(each) for each in titles(rule.conditions)])}")
    if rule.text:
        found.append(rule.text)
    return found or ["Everybody"]


def times(sitting: Sitting) -> list[str]:
    """Return the weekly opening times of a sitting, a line each."""
    return [write_hours(each) for each in sitting.hours] or ["Ask when it is held"]


def days_that_differ(sitting: Sitting, *, today: date) -> list[str]:
    """Return the days still to come that differ from the weekly times, in order."""
    found = []
    for each in sorted(sitting.variations, key=lambda it: it.on):
        if each.on >= today:
            what = f"{each.opens:%H:%M} to {each.closes:%H:%M}" if each.opens and each.closes else "closed"
            found.append(f"{formats.day(each.on)}: {what}{f' ({each.why})' if each.why else ''}")
    return found


def where(entry: Entry) -> str:
    """Return the neighbourhoods in which it is held."""
    names = [area().names.get(each, "") for each in entry.neighbourhoods if each]
    return phrase([name for name in names if name]) or "Not held at one place"


def helps_with(entry: Entry) -> str:
    """Return what a service helps with."""
    return "; ".join(titles(entry.needs)) or "Not said"
