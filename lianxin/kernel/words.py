"""Finding words in the columns of a table."""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.db.models import Q


def somewhere(word: str, *fields: str) -> Q:
    """WORD in one of FIELDS, in capitals or not.

    Chinese knows no capitals, and PostgreSQL reads a table several times faster if it need not
    turn every letter of it into one.
    """
    how = "contains" if word.upper() == word.lower() else "icontains"
    return reduce(or_, (Q(**{f"{field}__{how}": word}) for field in fields))
