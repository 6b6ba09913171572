"""What records tell the apps after them, which they cannot name: the order of the apps is kept."""

from __future__ import annotations

from django.dispatch import Signal

# Sent inside the transaction that publishes a run, once its people are known. Arguments: `published`
# (PublishedRun), `people` (pyarrow table: the run's people with their identities), `unlisted` (the same of
# those in no list at their own wish, or None) and `run` (`lco.store.runs.Run`, to read further tables of).
# A receiver that raises undoes the whole publication.
people_published = Signal()
