"""What a password must be, and what the first one looks like."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import MinimumLengthValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

LETTERS = "abcdefghjkmnpqrstuvwxyz"  # without those taken for another: i l o
DIGITS = "23456789"


class LongEnough(MinimumLengthValidator):
    """Django's own, whose sentence its Chinese catalogue has lost."""

    def get_error_message(self) -> str:
        return _("密码太短，至少要 %(count)s 个字符。") % {"count": self.min_length}

    def get_help_text(self) -> str:
        return _("至少 %(count)s 个字符。") % {"count": self.min_length}


class NotTheSignInName:
    """A password may not contain the name one signs in with, nor the staff number.

    Names of two or three letters stand in many words; only the name itself is refused then.
    """

    SHORT = 4

    def validate(self, password: str, user: Any = None) -> None:
        typed = password.lower()
        for known in (getattr(user, "username", ""), getattr(user, "staff_number", "")):
            name = (known or "").lower()
            if name and (name == typed or (len(name) >= self.SHORT and name in typed)):
                raise ValidationError(_("密码不能包含登录名或工号。"), code="password_has_name")

    def get_help_text(self) -> str:
        return _("密码不能包含登录名或工号。")


def first_password() -> str:
    """Three groups of four, easy to read from a slip: 57 bits nobody chose.

    >>> import re
    >>> bool(re.fullmatch("([a-z2-9]{4}-){2}[a-z2-9]{4}", first_password()))
    True
    """
    groups = ["".join(secrets.choice(LETTERS + DIGITS) for _ in range(4)) for _ in range(3)]
    return "-".join(groups)


class FirstPasswordHasher(PBKDF2PasswordHasher):
    """For the random first passwords only, which a roster makes by the thousand.

    Argon2 slows down the guessing of what people choose; 57 random bits need no slowing. At the
    first sign-in Django sees that this is not the preferred hasher and keeps an Argon2 hash.
    """

    algorithm = "first"
    iterations = 1000
