"""What the accounts app tells others, inside the transaction of its writes."""

from __future__ import annotations

from django.dispatch import Signal

# Sent with by (User or None), kind, id and detail, so that the audit trail can write its row.
account_written = Signal()
