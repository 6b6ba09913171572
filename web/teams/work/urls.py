"""Addresses of this part of the teams app."""

from __future__ import annotations

from django.urls import path

from web.teams.work.views import days, tasks

urlpatterns = [
    path("my-day", days.my_day, name="my_day"),
    path("tasks/add", tasks.task_add, name="task_add"),
    path("tasks/<int:task>", tasks.task, name="task"),
    path("tasks/<int:task>/finish", tasks.task_finish, name="task_finish"),
    path("tasks/<int:task>/start", tasks.task_start, name="task_start"),
    path("people/<int:pseudonym>/tasks", tasks.person_tasks, name="person_tasks"),
    path("people/<int:pseudonym>/tasks/add", tasks.person_task_add, name="person_task_add"),
]
