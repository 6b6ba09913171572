"""Addresses of this part of the teams app."""

from __future__ import annotations

from django.urls import path

from web.teams.work.views import adding, calendars, days, lists, notices, tasks

urlpatterns = [
    path("my-day", days.my_day, name="my_day"),
    path("my-day/messages", notices.task_notices, name="task_notices"),
    path("my-day/messages/read", notices.task_notices_read, name="task_notices_read"),
    path("my-day/messages/<int:notice>", notices.task_notice_open, name="task_notice_open"),
    path("my-day/calendar", calendars.task_calendar, name="task_calendar"),
    path("my-day/calendar/visits.ics", calendars.task_calendar_file, name="task_calendar_file"),
    path("my-day/calendar/make", calendars.task_feed_make, name="task_feed_make"),
    path("my-day/calendar/take-back", calendars.task_feed_revoke, name="task_feed_revoke"),
    path("calendar/<str:secret>.ics", calendars.task_feed, name="task_feed"),
    path("tasks/add", adding.task_add, name="task_add"),
    path("tasks/<int:task>", tasks.task, name="task"),
    path("tasks/<int:task>/finish", tasks.task_finish, name="task_finish"),
    path("tasks/<int:task>/start", tasks.task_start, name="task_start"),
    path("tasks/<int:task>/give", tasks.task_give, name="task_give"),
    path("tasks/<int:task>/move", tasks.task_move, name="task_move"),
    path("<slug:slug>/board", lists.task_board, name="task_board"),
    path("<slug:slug>/overdue", lists.task_overdue, name="task_overdue"),
    path("people/<int:pseudonym>/tasks", adding.person_tasks, name="person_tasks"),
    path("people/<int:pseudonym>/tasks/add", adding.person_task_add, name="person_task_add"),
]
