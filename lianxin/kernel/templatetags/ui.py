"""Pieces of the look that templates share."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.forms import BoundField, CheckboxSelectMultiple, RadioSelect, Select, Widget
from django.forms import widgets as kinds
from django.template.base import Parser, Token
from django.template.loader_tags import BlockNode
from django.utils import timezone
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

register = template.Library()

ICONS = Path(__file__).parent.parent / "static" / "vendor" / "bootstrap-icons"
TONES = {  # the icon beside the colour, for those who do not see colours, and for paper
    "success": "check-circle",
    "primary": "clock",
    "warning": "exclamation-triangle",
    "danger": "exclamation-octagon",
    "secondary": "dash-circle",
}
STATES = {  # the plain words that rows of every app use for where they stand
    "success": {"answered", "approved", "decided", "done", "settled", "taken", "taken_over"},
    "primary": {"in_hand", "monthly", "running"},
    "warning": {"asked", "called", "offered", "queued", "uploaded", "waiting"},
    "danger": {"failed", "lapsed", "refused", "turned_back"},
}


@cache
def _drawing(name: str) -> str:
    """The svg file of an icon, made invisible to those who listen to the page."""
    try:
        drawing = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
    except OSError as missing:
        raise LookupError(f"There is no icon {name!r}; add its file, see VENDOR.md.") from missing
    return drawing.replace("<svg ", '<svg aria-hidden="true" focusable="false" ', 1).replace(
        'class="bi ', 'class="ic bi ', 1
    )


@register.simple_tag
def icon(name: str) -> SafeString:
    return mark_safe(_drawing(name))  # noqa: S308  (a file of our own, never a text of a user)


class Remember(template.Node):
    """Render what is inside, and keep it so that {% remembered %} can say it again."""

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist

    def render(self, context: template.Context) -> SafeString:
        said = self.nodelist.render(context)
        context["remembered_text"] = said
        return said


@register.tag
def remember(parser: Parser, token: Token) -> Remember:
    inside = parser.parse(("endremember",))
    parser.delete_first_token()
    return Remember(inside)


class Once(template.Node):
    """Render what is inside once for each language: it is the same for everybody, always.

    Only what asks nothing of the page may stand inside: links, sentences, icons, no {% block %}.
    """

    child_nodelists = ()  # nothing to be looked for inside when a page fills its blocks

    def __init__(self, nodelist: template.NodeList) -> None:
        self.nodelist = nodelist
        self.said: dict[str | None, SafeString] = {}

    def render(self, context: template.Context) -> SafeString:
        language = get_language()
        if language not in self.said:
            self.said[language] = self.nodelist.render(context.new())
        return self.said[language]


@register.tag
def once(parser: Parser, token: Token) -> Once:
    inside = parser.parse(("endonce",))
    parser.delete_first_token()
    if inside.get_nodes_by_type(BlockNode):
        raise template.TemplateSyntaxError("{% once %} holds a {% block %}, which pages differ in.")
    return Once(inside)


@register.simple_tag(takes_context=True)
def remembered(context: template.Context) -> SafeString:
    """The title of the page, unless the page has a heading of its own."""
    said: SafeString = context["remembered_text"]
    return said


@register.simple_tag
def badge(text: object, tone: str = "secondary") -> SafeString:
    return format_html(
        '<span class="tag tag-{}">{}<span>{}</span></span>', tone, icon(TONES[tone]), text
    )


@register.filter
def state_badge(row: Any) -> SafeString:
    """Where ROW stands, as a badge."""
    tone = next((tone for tone, states in STATES.items() if row.state in states), "secondary")
    return badge(row.get_state_display(), tone)


@register.filter
def paragraphs(text: object) -> SafeString:
    """What somebody wrote, escaped, with its own line breaks."""
    written = "" if text is None else str(text).strip()
    return mark_safe(linebreaks(written, autoescape=True) if written else "")  # noqa: S308  (escaped)


@register.filter
def day(value: dt.date | dt.datetime | None) -> str:
    """2026-11-23"""
    if not value:
        return ""
    return _local(value).strftime("%Y-%m-%d") if value.year >= 1000 else str(value)


@register.filter
def moment(value: dt.date | dt.datetime | None) -> str:
    """2026-11-23 15:04, or the day alone where there is no time."""
    if not isinstance(value, dt.datetime):
        return day(value)
    return f"{day(value)} {_local(value):%H:%M}"


def _local(value: Any) -> Any:
    aware = isinstance(value, dt.datetime) and timezone.is_aware(value)
    return timezone.localtime(value) if aware else value


@register.filter
def countdown(due: dt.date | dt.datetime | None) -> SafeString | str:
    """How long until DUE, or since, in words, as a badge."""
    if not due:
        return ""
    now = timezone.localtime()
    days = (_day_of(due) - now.date()).days
    hours = (due - now).total_seconds() / 3600 if isinstance(due, dt.datetime) else None
    if days < 0:
        return badge(ngettext("已超 %(n)s 天", "已超 %(n)s 天", -days) % {"n": -days}, "danger")
    if hours is not None and hours < 0:
        return badge(_("今天已到期"), "danger")
    if days == 0:
        return badge(_("今天到期"), "warning")
    text = ngettext("还剩 %(n)s 天", "还剩 %(n)s 天", days) % {"n": days}
    return badge(text, "warning" if days <= 2 else "secondary")


def _day_of(due: dt.date | dt.datetime) -> dt.date:
    if not isinstance(due, dt.datetime):
        return due
    local: dt.datetime = _local(due)
    return local.date()


@register.filter
def number(value: int | None) -> str:
    """1180 → 1,180"""
    return "" if value is None else f"{value:,}"


@register.filter
def control(field: BoundField) -> SafeString:
    """The control of a form field, dressed for the look and tied to its help and error."""
    dress = _dress(field.field.widget)
    own = field.field.widget.attrs.get("class", "")
    names = " ".join(filter(None, [own, dress, "is-invalid" if field.errors and dress else ""]))
    for part in getattr(field.field.widget, "widgets", []):  # a day and its hour are two boxes
        part.attrs.setdefault("aria-label", str(field.label))
    attributes: dict[str, str | bool] = {"class": names} if names else {}
    if field.errors and field.field.widget.use_fieldset:
        attributes["aria-invalid"] = "true"
    return field.as_widget(attrs=attributes)


def _dress(widget: Widget) -> str:
    if isinstance(widget, CheckboxSelectMultiple | RadioSelect | kinds.CheckboxInput):
        return "form-check-input"
    if isinstance(widget, Select):
        return "form-select"
    return "form-control"


@register.filter
def is_check(field: BoundField) -> bool:
    """One box to tick: its label stands behind it."""
    return isinstance(field.field.widget, kinds.CheckboxInput)


@register.filter
def is_choice(field: BoundField) -> bool:
    """Several boxes or circles under one question."""
    return isinstance(field.field.widget, CheckboxSelectMultiple | RadioSelect)


@register.filter
def choices(field: BoundField) -> list[Any]:
    """The boxes or circles of a question, dressed; each knows its tag and its label."""
    field.field.widget.attrs["class"] = "form-check-input"
    return list(field.subwidgets)
