"""Addresses of this part of the teams app."""

from __future__ import annotations

from django.urls import URLPattern, path

from web.teams.safeguarding.views import acting, lists, of_person

_PERSON = "people/<int:pseudonym>/safeguarding"
_CONCERN = f"{_PERSON}/<int:number>"

urlpatterns: list[URLPattern] = [
    path(_PERSON, of_person.of_person_page, name="safeguarding_of_person"),
    path(f"{_PERSON}/new", of_person.raise_one, name="safeguarding_raise"),
    path(_CONCERN, of_person.one, name="safeguarding_concern"),
    path(f"{_CONCERN}/decide", acting.decide, name="safeguarding_decide"),
    path(f"{_CONCERN}/step", acting.step, name="safeguarding_step"),
    path(f"{_CONCERN}/name", acting.name, name="safeguarding_name"),
    path(f"{_CONCERN}/close", acting.close, name="safeguarding_close"),
    path("safeguarding", lists.concerns, name="safeguarding_concerns"),
    path("safeguarding/register", lists.register, name="safeguarding_register"),
]
