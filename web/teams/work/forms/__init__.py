"""What is asked about tasks: added, moved, given away, finished, filtered, dealt with together."""

from web.teams.work.forms.lists import BoardFilter, QueueFilter, QueueForm
from web.teams.work.forms.tasks import FinishForm, GiveForm, MoveForm, TaskForm, owner_choices

__all__ = [
    "BoardFilter",
    "FinishForm",
    "GiveForm",
    "MoveForm",
    "QueueFilter",
    "QueueForm",
    "TaskForm",
    "owner_choices",
]
