"""Who does not want their records used for a purpose, by what they said last.

An opt-out is honoured in whatever is made after it was said, also when the list is of an earlier day: it is
about what is done with records, not about when they were written.
"""

from __future__ import annotations

import ibis
from ibis.expr.types import Table

from lco.population.tables import Records
from lco.records.tables import OptOutKind


def opted_out(records: Records, kind: OptOutKind) -> Table:
    """Return the people who have opted out of a use: person, one row each.

    Of a person's rows of the kind the one of the latest day holds; of two of one day the one that opts out.
    """
    rows = records["opt_outs"]
    said = rows.filter(rows.kind == int(kind))
    latest_first = [said.decided_on.desc(), said.is_out.desc()]
    said = said.mutate(place=ibis.row_number().over(group_by=said.person, order_by=latest_first))
    return said.filter(said["place"] == 0, said.is_out).select("person")
