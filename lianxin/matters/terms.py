"""The term of a matter: how far it can be put off at most."""

from __future__ import annotations

import datetime as dt

from lianxin.matters import clocks
from lianxin.matters.models import Extension, Matter


def latest_end(matter: Matter) -> dt.datetime:
    """As far as all extensions together may go, counted from the end it had before the first."""
    given = [
        extension
        for extension in matter.extensions.all()
        if extension.state == Extension.State.APPROVED and _of_this_turn(extension, matter)
    ]
    before = given[0].due_before if given else matter.due
    return clocks.longest_extension(matter.urgency, before)


def _of_this_turn(extension: Extension, matter: Matter) -> bool:
    """Not of the time before it was reopened."""
    if matter.started_at:
        return extension.at >= matter.started_at
    return extension.at.date() >= matter.started_on
