"""Pages of work: my day, tasks, the board, the lead's queue, the calendar, messages."""
