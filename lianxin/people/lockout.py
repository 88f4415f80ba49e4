"""What happens at the door when a password is wrong: counted by name, and nothing else kept."""

from __future__ import annotations

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from lianxin.kernel.http import explain

NOBODYS_ADDRESS = "0.0.0.0"  # noqa: S104  (kept in place of an address)


class NamelessHandler(AxesDatabaseHandler):  # type: ignore[misc]
    """Counts wrong passwords by sign-in name; keeps no address, device, language or form."""

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any
    ) -> None:
        bare = HttpRequest()
        for name, value in vars(request).items():
            if name.startswith("axes_"):
                setattr(bare, name, value)
        bare.axes_ip_address = NOBODYS_ADDRESS  # type: ignore[attr-defined]
        bare.axes_user_agent = bare.axes_http_accept = bare.axes_path_info = ""  # type: ignore[attr-defined]
        super().user_login_failed(sender, credentials, bare, **kwargs)
        request.axes_locked_out = bare.axes_locked_out  # type: ignore[attr-defined]
        request.axes_credentials = credentials
        request.axes_failures_since_start = bare.axes_failures_since_start  # type: ignore[attr-defined]


def no_address(request: HttpRequest) -> str:
    """The lock-out counts by sign-in name; where someone sits is not kept."""
    return NOBODYS_ADDRESS


def locked_out(request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
    reason = _("连续输错 5 次，该账号已锁定 15 分钟。如忘记密码，请联系安全管理员重置。")
    return explain(request, reason, 429)
