"""Receipt codes: sixteen digits that open a dialogue and lead to nobody.

Fifteen digits come from a keyed hash of a random key that the form carried, so that
sending the same form twice gives the same receipt and not a second voice; the last is
a check digit (Damm, 2004: finds every single wrong digit and every swap of neighbours).
The site keeps a keyed hash of the code only; docs/decisions says why no slower hash is
needed for a code that unlocks no key.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from functools import cache

from django.conf import settings
from stdnum import damm

DIGITS = 15
GROUP = 4


def _keyed(purpose: str, text: str) -> bytes:
    return hmac.digest(_key(purpose, settings.RECEIPT_KEY), text.encode(), "sha256")


@cache
def _key(purpose: str, secret: str) -> bytes:
    return hashlib.sha256(f"lianxin.{purpose}:{secret}".encode()).digest()


def new_form_key() -> str:
    """What an empty form carries, so that pressing the button twice sends once."""
    return secrets.token_urlsafe(18)


def form_fingerprint(form_key: str) -> str:
    return _keyed("form", form_key).hex()


def for_form(form_key: str, attempt: int = 0) -> str:
    """The code that belongs to a form; another ATTEMPT gives another code."""
    number = int.from_bytes(_keyed("code", f"{attempt}:{form_key}")[:12]) % 10**DIGITS
    digits = f"{number:0{DIGITS}d}"
    return digits + str(damm.calc_check_digit(digits))


def for_slip() -> str:
    return for_form(new_form_key())


def clean(typed: str) -> str:
    """The digits of what somebody typed: spaces, dashes and full-width digits allowed."""
    return "".join(str(int(c)) for c in typed[:80] if c.isdecimal())


def is_valid(code: str) -> bool:
    digits = clean(code)
    return len(digits) == DIGITS + 1 and damm.is_valid(digits)


def fingerprint(code: str) -> str:
    return _keyed("receipt", clean(code)).hex()


def tag(code: str) -> str:
    """Five signs for the public board, from which the code cannot be found."""
    return base64.b32encode(_keyed("tag", clean(code))).decode()[:5]


def grouped(code: str) -> str:
    """1234 5678 9012 3456, as it is read aloud and written down."""
    return " ".join(code[i : i + GROUP] for i in range(0, len(code), GROUP))
