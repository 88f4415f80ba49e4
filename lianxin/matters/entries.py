"""A row of somebody else's sheet, read as a voice, or the reason why it cannot be."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.engines.sheets import Value
from lianxin.engines.text.dates import Reading, Reason, read_date
from lianxin.matters.columns import Field
from lianxin.matters.models import Category
from lianxin.matters.said import first_words
from lianxin.people.models import Unit

# Controls, noncharacters and halves of characters: they print as nothing and break what reads on.
UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ufffe\uffff\ud800-\udfff]")
EDGES = " \t\xa0\u2028\u2029"
MANY_BLANK_LINES = re.compile("\n{3,}")
MOST = 2_000_000_000  # a count beyond is a telephone number in the wrong column
NO_REPLY = frozenset({"无", "-", "—", "/", "暂无", "未答复", "未回复", "null", "none"})  # data


class Unreadable(Exception):
    """The row cannot be taken in; the message is for the person who corrects the sheet."""


@dataclass(slots=True)
class Entry:
    """A voice as the sheet tells it."""

    place: int
    line: int
    values: tuple[Value, ...]
    unit: Unit
    source: str
    body: str = ""
    title: str = ""
    source_id: str = ""
    speaker: str = ""
    contact: str = ""
    category: Category | None = None
    said_on: dt.date | None = None  # the sheet may have no such column
    said_at: dt.datetime | None = None
    likes: int = 0
    dislikes: int = 0
    affected: int = 1
    reply: str = ""
    replied_on: dt.date | None = None
    remarks: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reader:
    """Reads rows by the columns a person has confirmed; the UNITS are those they serve."""

    columns: Mapping[str, int]
    unit: Unit
    source: str
    units: Mapping[str, Unit]
    categories: Mapping[str, Category]
    today: dt.date

    def read(self, place: int, line: int, values: tuple[Value, ...]) -> Entry:
        entry = Entry(place, line, values, self.unit, self.source)
        entry.body = tidy(self._text(values, Field.BODY))
        if not entry.body:
            raise Unreadable(_("没有内容。"))
        self._names(entry, values)
        self._moment(entry, values)
        self._reply(entry, values)
        self._place(entry, values)
        for name, least in ((Field.LIKES, 0), (Field.DISLIKES, 0), (Field.AFFECTED, 1)):
            setattr(entry, name.value, self._count(entry, values, name, least))
        entry.source_id = self._identity(entry, values)
        return entry

    def _value(self, values: Sequence[Value], name: Field) -> Value:
        place = self.columns.get(name)
        return values[place] if place is not None and place < len(values) else None

    def _text(self, values: Sequence[Value], name: Field) -> str:
        value = self._value(values, name)
        return "" if value is None else str(value)

    def _line(self, entry: Entry, values: Sequence[Value], name: Field, most: int) -> str:
        """One line of text, cut where the column of the table ends, and said so."""
        text = " ".join(tidy(self._text(values, name)).split())
        if len(text) <= most:
            return text
        entry.remarks.append(_("“%(name)s”过长，已截短。") % {"name": name.label})
        return f"{text[: most - 1]}…"

    def _names(self, entry: Entry, values: Sequence[Value]) -> None:
        entry.title = self._line(entry, values, Field.TITLE, 200) or first_words(entry.body)
        entry.speaker = self._line(entry, values, Field.SPEAKER, 80)
        entry.contact = self._line(entry, values, Field.CONTACT, 80)
        entry.source = self._line(entry, values, Field.SOURCE, 60) or self.source

    def _moment(self, entry: Entry, values: Sequence[Value]) -> None:
        if Field.SAID not in self.columns:
            return
        reading = self._date(values, Field.SAID)
        if reading.date is None:
            raise Unreadable(_no_date(self._text(values, Field.SAID), Field.SAID))
        if reading.reason is Reason.FUTURE:
            raise Unreadable(_("时间“%(value)s”晚于今天。") % {"value": reading.date})
        if reading.reason:
            facts = {"value": self._text(values, Field.SAID)[:30], "day": reading.date}
            entry.remarks.append(_("时间“%(value)s”按 %(day)s 理解。") % facts)
        entry.said_on = reading.date
        if reading.time:
            entry.said_at = timezone.make_aware(dt.datetime.combine(reading.date, reading.time))

    def _reply(self, entry: Entry, values: Sequence[Value]) -> None:
        text = tidy(self._text(values, Field.REPLY))
        if not text or text.lower() in NO_REPLY:
            return
        entry.reply, entry.replied_on = text, self.today
        reading = self._date(values, Field.REPLIED)
        if reading.date and reading.date <= self.today:
            entry.replied_on = reading.date
        elif reading.reason is Reason.EMPTY:
            entry.remarks.append(_("没有答复时间，按导入日期记。"))
        else:
            raise Unreadable(_no_date(self._text(values, Field.REPLIED), Field.REPLIED))

    def _date(self, values: Sequence[Value], name: Field) -> Reading:
        return read_date(self._value(values, name), today=self.today)

    def _place(self, entry: Entry, values: Sequence[Value]) -> None:
        unit = self._line(entry, values, Field.UNIT, 100)
        if unit and unit not in self.units:
            facts = {"name": unit[:40], "unit": self.unit}
            entry.remarks.append(_("没有找到您服务的单位“%(name)s”，已归入%(unit)s。") % facts)
        entry.unit = self.units.get(unit, self.unit)
        category = self._line(entry, values, Field.CATEGORY, 40)
        if category and category not in self.categories:
            entry.remarks.append(_("没有分类“%(name)s”，待人工分类。") % {"name": category})
        entry.category = self.categories.get(category)

    def _count(self, entry: Entry, values: Sequence[Value], name: Field, least: int) -> int:
        value = self._value(values, name)
        if value is None:
            return least
        try:
            number = int(float(str(value).strip().replace(",", "").replace("，", "")))
        except (ValueError, OverflowError):
            number = -1
        if least <= number <= MOST:
            return number
        facts = {"name": name.label, "value": str(value)[:20], "number": least}
        entry.remarks.append(_("%(name)s“%(value)s”不能用，按 %(number)s 计。") % facts)
        return least

    def _identity(self, entry: Entry, values: Sequence[Value]) -> str:
        """The number the source gave, or one made of what was said, by whom and when."""
        given = " ".join(tidy(self._text(values, Field.SOURCE_ID)).split())
        if given and len(given) <= 80:
            return given
        said = entry.said_at or entry.said_on or ""
        whole = "\x1f".join((given, entry.body, entry.speaker, str(said)))
        return "#" + hashlib.sha256(whole.encode()).hexdigest()[:40]


def tidy(text: str) -> str:
    """Lines without the tabs and blanks that pages wrap around them; nothing unprintable."""
    plain = UNPRINTABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    lines = "\n".join(line.strip(EDGES) for line in plain.split("\n"))
    return MANY_BLANK_LINES.sub("\n\n", lines).strip()


def _no_date(text: str, name: Field) -> str:
    shown = " ".join(text.split())[:30]
    if not shown:
        return _("没有%(name)s。") % {"name": name.label}
    return _("%(name)s“%(value)s”认不出是哪一天。") % {"name": name.label, "value": shown}
