"""Seals the rows of the trail soon after they are written.

No request seals: a request adds its row and is done, whatever others do. One process at a time seals what
has been written; a second one that comes meanwhile leaves it to the first.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.utils import timezone

from web.audit.chain import seal_of
from web.audit.models import Seal
from web.audit.seals import head, unsealed, values_of

MOST = 5_000
# Ids are given before a row is seen: a row of a long transaction comes late, with an id long passed.
LATE = 100_000
_LOCK = 7_105_113


def seal_waiting(*, is_thorough: bool = True) -> int:
    """Seal every row that is written and not sealed; return how many.

    Without `is_thorough` only rows among the last hundred thousand ids are looked for, which is quick however
    long the trail is. Returns 0 when somebody else is sealing.
    """
    sealed = 0
    while batch := _seal_batch(is_thorough=is_thorough):
        sealed += batch
        if batch < MOST:
            break
    return sealed


@transaction.atomic
def _seal_batch(*, is_thorough: bool) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
        if not cursor.fetchone()[0]:
            return 0
    last = head()
    number, digest, now = last.number, last.digest, timezone.now()
    made = []
    for values in list(values_of(unsealed(after=0 if is_thorough else _low_mark()))[:MOST]):
        number, digest = number + 1, seal_of(digest, values)
        made.append(Seal(number=number, entry=values[0], digest=digest, sealed_at=now))
    Seal.objects.bulk_create(made)
    return len(made)


def _low_mark() -> int:
    last = Seal.objects.order_by("-entry").values_list("entry", flat=True).first()
    return max(0, (last or 0) - LATE)
