"""What is decided for somebody who lacks the capacity to agree or decline."""

from __future__ import annotations

from typing import ClassVar

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils import timezone


class BestInterests(models.Model):
    """A decision in a person's best interests (Mental Capacity Act 2005, sections 1 to 4). Never changed."""

    case = models.ForeignKey("teams.Case", on_delete=models.PROTECT, related_name="best_interests")
    capacity_found = models.TextField(help_text="how it was found that the person lacks capacity for this")
    assessed_by = models.CharField(max_length=200, help_text="who assessed capacity, with their profession")
    assessed_on = models.DateField()
    decision = models.TextField(help_text="what was decided, and why it is in their best interests")
    consulted = models.TextField(help_text="who was consulted: attorney, deputy, family, carer, advocate")
    least_restrictive = models.TextField(help_text="why no less restrictive way would do")
    decided_by = models.CharField(max_length=200, help_text="who decided, with their profession")
    decided_on = models.DateField()
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    key = models.UUIDField(unique=True, help_text="of the form it came from: sent twice, it counts once")

    class Meta:
        verbose_name_plural = "best-interests decisions"
        triggers: ClassVar[list[pgtrigger.Trigger]] = [
            pgtrigger.Protect(
                name="best_interests_is_append_only", operation=pgtrigger.Update | pgtrigger.Delete
            )
        ]

    def __str__(self) -> str:
        return f"best-interests decision of {self.decided_on} for case {self.case_id}"
