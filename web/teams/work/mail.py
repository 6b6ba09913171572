"""The e-mail that says there is a message: its text is always the same and holds nothing of anybody."""

from __future__ import annotations

import logging
from smtplib import SMTPException
from typing import Any

from django.conf import settings
from django.core.mail import send_mail

SUBJECT = "You have a new message"
TEXT = (
    "There is a new message for you in the system of your neighbourhood team.\n\n"
    "For safety this e-mail does not say what it is about. Sign in as you always do and open 'My day' to "
    "read it.\n"
)
_LOG = logging.getLogger("lco.mail")


def tell_by_mail(to: Any) -> bool:
    """Send the e-mail when the place has switched e-mail on; say whether it went.

    A message inside the product stands whether the e-mail goes or not: a mail server that is away stops
    nobody's work.
    """
    if not settings.SENDS_MAIL or not to.is_active:
        return False
    try:
        send_mail(SUBJECT, TEXT, None, [to.email])
    except (OSError, SMTPException) as error:
        _LOG.warning("an e-mail could not be sent: %s", type(error).__name__)
        return False
    return True
