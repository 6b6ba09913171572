"""All writes of work: tasks, visits, the lead's queue, messages, calendar addresses."""

from web.teams.work.actions.feeds import make_feed, revoke_feed
from web.teams.work.actions.notices import NoticeRefused, mark_all_read, mark_read, notify
from web.teams.work.actions.reopening import reopen_task
from web.teams.work.actions.review import Dealt, acknowledge, move_tasks, reassign, snooze
from web.teams.work.actions.tasks import (
    add_task,
    finish_task,
    give_task,
    move_task,
    put_back_task,
    start_task,
)
from web.teams.work.refusals import ChangedMeanwhile, TaskRefused

__all__ = [
    "ChangedMeanwhile",
    "Dealt",
    "NoticeRefused",
    "TaskRefused",
    "acknowledge",
    "add_task",
    "finish_task",
    "give_task",
    "make_feed",
    "mark_all_read",
    "mark_read",
    "move_task",
    "move_tasks",
    "notify",
    "put_back_task",
    "reassign",
    "reopen_task",
    "revoke_feed",
    "snooze",
    "start_task",
]
