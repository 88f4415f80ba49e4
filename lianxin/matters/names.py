"""Where a text names people of this site, or tells otherwise who sent it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy

from lianxin.engines.text import masking
from lianxin.engines.text.personal import Kind
from lianxin.people.models import User

KEPT_SECONDS = 60
STARS = "***"
LABELS = {
    Kind.MOBILE: gettext_lazy("手机号"),
    Kind.LANDLINE: gettext_lazy("电话号码"),
    Kind.ID_CARD: gettext_lazy("身份证号"),
    Kind.BANK_CARD: gettext_lazy("银行卡号"),
    Kind.EMAIL: gettext_lazy("邮箱"),
    Kind.ACCOUNT: gettext_lazy("QQ 号或微信号"),
    Kind.PLATE: gettext_lazy("车牌号"),
    Kind.ADDRESS: gettext_lazy("门牌地址"),
    Kind.NAME: gettext_lazy("姓名或称呼"),
}


@dataclass(frozen=True)
class Telling:
    """A piece of the text that could tell who wrote it, and what it was taken for."""

    kind: Kind
    text: str

    @property
    def label(self) -> str:
        return str(LABELS[self.kind])


class Names:
    """The names of the people of the site by their first two signs, read once a minute."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._read_at = float("-inf")
        self._by_start: dict[str, list[str]] = {}

    def in_text(self, text: str) -> list[str]:
        """Only names that may stand in TEXT are handed to the engine, never all of them."""
        by_start = self._known()
        starts = {text[i : i + 2] for i in range(len(text) - 1)} & by_start.keys()
        likely = [name for start in starts for name in by_start[start]]
        if not likely:
            return []
        return [mention.name for mention in masking.names_mentioned(text, likely)]

    def forget(self) -> None:
        self._read_at = float("-inf")

    def _known(self) -> dict[str, list[str]]:
        now = self._clock()
        if now - self._read_at > KEPT_SECONDS:
            by_start: dict[str, list[str]] = {}
            for name in User.objects.present().values_list("name", flat=True).distinct():
                if len(name) > 1:
                    by_start.setdefault(name[:2], []).append(name)
            self._by_start, self._read_at = by_start, now
        return self._by_start


NAMES = Names()


def telling(text: str) -> list[Telling]:
    """What in TEXT could lead to its sender: numbers, addresses, names."""
    found = [Telling(one.kind, one.text) for one in masking.find(text)]
    seen = {one.text for one in found}
    names = [Telling(Kind.NAME, name) for name in NAMES.in_text(text)]
    return list(dict.fromkeys([*found, *(name for name in names if name.text not in seen)]))


def masked(text: str) -> str:
    """TEXT with all of that replaced by stars."""
    hidden = masking.mask(text).text
    for name in sorted(NAMES.in_text(hidden), key=len, reverse=True):
        hidden = hidden.replace(name, STARS)
    return hidden
