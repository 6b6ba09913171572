"""Addresses of this part of the teams app."""

from __future__ import annotations

from django.urls import path

from web.teams.work.views import adding, days, lists, tasks

urlpatterns = [
    path("my-day", days.my_day, name="my_day"),
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
