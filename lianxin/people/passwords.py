"""What a password must be, and what happens after five wrong ones."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lianxin.kernel.http import explain


class NotTheSignInName:
    """A password may not contain the name one signs in with, nor the staff number."""

    def validate(self, password: str, user: Any = None) -> None:
        for known in filter(
            None, [getattr(user, "username", ""), getattr(user, "staff_number", "")]
        ):
            if known.lower() in password.lower():
                raise ValidationError(_("密码不能包含登录名或工号。"), code="password_has_name")

    def get_help_text(self) -> str:
        return _("密码不能包含登录名或工号。")


def no_address(request: HttpRequest) -> str:
    """The lock-out counts by sign-in name; where someone sits is not kept."""
    return "0.0.0.0"  # noqa: S104


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    reason = _("连续输错 5 次，该账号已锁定 15 分钟。如忘记密码，请联系安全管理员重置。")
    return explain(request, reason, 429)
