"""What ends together with a membership."""

from __future__ import annotations

from django.db.models import F, Q
from django.utils import timezone

from web.teams.models import Membership
from web.teams.staff.models import Cover, Leadership


def end_with(membership: Membership) -> None:
    """End, on the last day of `membership`, all that hangs on it; called inside the action that ends it.

    Posts of leadership, cover of the member and by the member for this team, and later memberships of the
    same team, which then hold no day.
    """
    last = membership.ends_before
    user, team = membership.user_id, membership.team_id
    posts = Leadership.objects.filter(Q(ends_before__isnull=True) | Q(ends_before__gt=last))
    posts = posts.filter(membership=membership)
    posts.filter(starts_on__gte=last).update(withdrawn_at=timezone.now(), ends_before=F("starts_on"))
    posts.filter(starts_on__lt=last).update(ends_before=last)
    given = Q(covered_by=user, membership__team=team) | Q(membership=membership)
    covers = Cover.objects.filter(given, ends_before__gt=last, withdrawn_at=None)
    covers.filter(starts_on__gte=last).update(withdrawn_at=timezone.now())
    covers.filter(starts_on__lt=last).update(ends_before=last)
    later = Membership.objects.filter(user=user, team=team, starts_on__gte=last).exclude(pk=membership.pk)
    later.update(ends_before=F("starts_on"))
