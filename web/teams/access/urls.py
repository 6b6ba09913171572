"""Addresses of this part of the teams app."""

from __future__ import annotations

from django.urls import URLPattern, path

from web.teams.access.views import emergencies, opt_outs, requests, retention, reviews, sharing

_PERSON = "people/<int:pseudonym>"

urlpatterns: list[URLPattern] = [
    path(f"{_PERSON}/reopen", emergencies.reopen, name="access_reopen"),
    path(f"{_PERSON}/sharing", sharing.sharing, name="access_sharing"),
    path(f"{_PERSON}/sharing/new", sharing.wish, name="access_wish"),
    path(f"{_PERSON}/sharing/<int:number>/end", sharing.end_wish, name="access_wish_end"),
    path(f"{_PERSON}/sensitive/new", sharing.sensitive, name="access_sensitive"),
    path(f"{_PERSON}/sensitive/<int:number>/end", sharing.end_sensitive, name="access_sensitive_end"),
    path(f"{_PERSON}/who-has-seen", sharing.who, name="access_who"),
    path("access/emergency", emergencies.break_glass, name="access_break_glass"),
    path("access/reviews", reviews.breaks, name="access_breaks"),
    path("access/reviews/<int:number>", reviews.review, name="access_break"),
    path("access/reviews/<int:number>/letter", reviews.letter, name="access_letter"),
    path("access/alerts", reviews.alerts, name="access_alerts"),
    path("access/alerts/<int:number>", reviews.alert, name="access_alert"),
    path("access/opt-outs", opt_outs.opt_outs, name="access_opt_outs"),
    path("access/opt-outs/new", opt_outs.opt_out, name="access_opt_out"),
    path("access/requests", requests.requests, name="access_requests"),
    path("access/requests/new", requests.take, name="access_request_new"),
    path("access/requests/<int:number>", requests.one, name="access_request"),
    path("access/requests/<int:number>/record", requests.record, name="access_record"),
    path("access/requests/<int:number>/record.json", requests.record_file, name="access_record_file"),
    path("access/retention", retention.retention, name="access_retention"),
    path("access/retention/hold", retention.hold, name="access_hold"),
    path("access/retention/hold/<int:number>/lift", retention.lift, name="access_hold_lift"),
]
