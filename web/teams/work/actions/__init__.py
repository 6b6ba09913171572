"""All writes of work: tasks, visits, the lead's queue, messages, calendar addresses."""

from web.teams.work.actions.notices import NoticeRefused, mark_all_read, mark_read, notify
from web.teams.work.actions.tasks import add_task, finish_task, give_task, put_back_task, start_task
from web.teams.work.refusals import ChangedMeanwhile, TaskRefused

__all__ = [
    "ChangedMeanwhile",
    "NoticeRefused",
    "TaskRefused",
    "add_task",
    "finish_task",
    "give_task",
    "mark_all_read",
    "mark_read",
    "notify",
    "put_back_task",
    "start_task",
]
