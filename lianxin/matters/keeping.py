"""Writing issues down as a run, or an officer, has made them: their members and their own words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Container, Iterable, Sequence
from functools import reduce

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from lianxin.engines.text import masking
from lianxin.engines.text.hot.heat import Weights
from lianxin.engines.text.hot.model import Member, Reason, Why
from lianxin.engines.text.hot.titles import describe
from lianxin.engines.text.hot.voices import Said
from lianxin.engines.text.personal import Kind
from lianxin.engines.text.surnames import SURNAMES
from lianxin.journal.models import record
from lianxin.matters import heating
from lianxin.matters.clashes import again_on_clash
from lianxin.matters.hot_drafts import FEWEST, Draft, Standing
from lianxin.matters.models import HotIssue, HotMember, Voice
from lianxin.people.models import Unit

READ = 60  # the most central members, from which an issue takes its words
READ_OF_ONE = 1_500  # signs of a voice in which a name is looked for
NAME_LENGTHS = (2, 3, 4)
PIECE = 500
SET = ("issue_id", "reasons", "likeness", "is_pinned")


class Keeping:
    """One run: what stood when it began, the words of all voices, and today."""

    def __init__(self, standing: Standing, said: dict[int, Said], today: dt.date) -> None:
        self.standing, self.said, self.today = standing, said, today
        self.weights = heating.weights()
        self.before = standing.members()

    def write(self, draft: Draft) -> None:
        """Nothing is written over what a person did since the run began."""
        members = [member for member in draft.members if member.key in self.said]
        self._write(draft, members)

    @again_on_clash
    @transaction.atomic
    def _write(self, draft: Draft, members: list[Member]) -> None:
        issue = draft.issue
        if issue and not _held(issue):
            return
        here = self._untouched(members)
        if issue is None and len(here) < FEWEST:
            return
        if issue is None:
            issue = self._begin(here, draft.cohesion)
        else:
            self._let_go(issue, {member.key for member in here})
            self._go_on(issue, here, draft.cohesion)
        _put(issue, here, self.standing.pinned)
        if issue.is_live and issue.members.count() != issue.size:
            reckon_anew(issue, self.today)  # a pinned one that no run looks at any more

    def _begin(self, here: list[Member], cohesion: float) -> HotIssue:
        issue = HotIssue()
        said = self._said(here)
        _warm(issue, said, cohesion, self.weights, self.today)
        _name(issue, said)
        issue.save(force_insert=True)
        return issue

    def _go_on(self, issue: HotIssue, here: list[Member], cohesion: float) -> None:
        if here:
            said = self._said(here)
            _warm(issue, said, cohesion, self.weights, self.today)
            if {member.key for member in here} != set(self.before.get(issue.pk, ())):
                _name(issue, said)
            _save(issue)
        fixed = [member for member in here if member.key in self.standing.fixed]
        if len(here) < FEWEST and not fixed:
            self._dissolve(issue)

    def _untouched(self, members: Sequence[Member]) -> list[Member]:
        keys = [member.key for member in members]
        now = {
            row.pk: (row.issue_id, row.is_pinned)
            for start in range(0, len(keys), PIECE)
            for row in HotMember.objects.filter(pk__in=keys[start : start + PIECE])
        }
        was = self.standing.issue_of
        return [
            member
            for member in members
            if member.key not in now
            or now[member.key] == (was.get(member.key), member.key in self.standing.pinned)
        ]

    def _said(self, members: Iterable[Member]) -> list[Said]:
        return [self.said[member.key] for member in members]

    def _let_go(self, issue: HotIssue, staying: set[int]) -> None:
        """Those the run no longer finds in ISSUE; another issue may have taken them already."""
        gone = [key for key in self.before.get(issue.pk, ()) if key not in staying]
        gone = [key for key in gone if key not in self.standing.fixed]
        for start in range(0, len(gone), PIECE):
            rows = HotMember.objects.filter(pk__in=gone[start : start + PIECE], issue=issue)
            rows.filter(is_pinned=False).update(issue=None, reasons=[], likeness=0)

    def drop_the_rest(self, found: Iterable[Draft]) -> None:
        """Issues of which no group is left."""
        kept = {draft.issue.pk for draft in found if draft.issue}
        for pk, issue in self.standing.issues.items():
            if pk not in kept and issue.can("drop"):
                self._dissolve(issue)

    @transaction.atomic
    def _dissolve(self, issue: HotIssue) -> None:
        if not _held(issue):
            return
        self._let_go(issue, set())
        if not issue.members.exists():
            issue.move("drop")
            record("hot.dissolved", issue, by=None)

    def look_at_lone(self, keys: Sequence[int]) -> None:
        """Written down too, so that the next hour need not look at them again."""
        fresh = sorted(key for key in keys if key not in self.standing.issue_of)
        for start in range(0, len(fresh), PIECE):
            rows = [HotMember(voice_id=key) for key in fresh[start : start + PIECE]]
            HotMember.objects.bulk_create(rows, ignore_conflicts=True)


def _put(issue: HotIssue, members: Sequence[Member], pinned: Container[int]) -> None:
    """MEMBERS into ISSUE; who is there already for the same reasons is not written again."""
    if issue.state == HotIssue.State.DROPPED:
        return
    known = {row.pk: row for row in issue.members.all()}
    rows = [
        HotMember(
            voice_id=member.key,
            issue=issue,
            reasons=kept_reasons(member.reasons, by_officer=member.key in pinned),
            likeness=round(member.likeness, 2),
            is_pinned=member.key in pinned,
        )
        for member in sorted(members, key=lambda one: one.key)
    ]
    changed = [row for row in rows if _facts(known.get(row.pk)) != _facts(row)]
    for start in range(0, len(changed), PIECE):
        HotMember.objects.bulk_create(
            changed[start : start + PIECE],
            update_conflicts=True,
            unique_fields=["voice"],
            update_fields=["issue", *SET[1:]],
        )


def _facts(row: HotMember | None) -> list[object]:
    return [getattr(row, name, None) for name in SET]


def kept_reasons(reasons: Iterable[Reason], *, by_officer: bool = False) -> list[list[str]]:
    """As lists that the database keeps; that an officer put it there stands first."""
    found = [[reason.kind.value, *reason.words] for reason in reasons]
    others = [reason for reason in found if reason[0] != Why.OFFICER.value]
    return [[Why.OFFICER.value], *others] if by_officer else found


def _held(issue: HotIssue) -> bool:
    """Whether nobody has changed ISSUE since it was read; nobody does until this is written."""
    here = HotIssue.objects.live().filter(pk=issue.pk, turn=issue.turn).select_for_update()
    return bool(here.values_list("pk"))


def _warm(
    issue: HotIssue, said: Sequence[Said], cohesion: float, weights: Weights, today: dt.date
) -> None:
    """The figures of ISSUE from its voices SAID."""
    warmth = heating.warmth(said, weights, today=today, cohesion=cohesion)
    days = [one.day for one in said]
    issue.first_day, issue.last_day = min(days), max(days)
    issue.size, issue.people = warmth.voices, warmth.people
    issue.heat, issue.cohesion = round(warmth.total, 2), round(cohesion, 3)
    issue.reckoned_on = today


def _name(issue: HotIssue, said: Sequence[Said]) -> None:
    """Its words, from its voices SAID, the most central first.

    Those of the issue of the month are left as they were when it was taken up.
    """
    if issue.state == HotIssue.State.MONTHLY:
        return
    issue.unit = common_unit([one.key for one in said])
    described = describe(said[:READ])
    if not issue.is_named:
        issue.title = described.title[:200] or str(_("未写主题的诉求"))
    issue.place = described.place[:100]
    issue.keywords = [one.word for one in described.keywords if not _names(one.word, said)]


def _names(word: str, said: Sequence[Said]) -> bool:
    """Whether WORD is somebody's name: an issue is about a trouble, never about a person."""
    if len(word) not in NAME_LENGTHS or word[0] not in SURNAMES:
        return False
    text = next((one.body for one in said if word in one.body), "")
    found = masking.find(text[:READ_OF_ONE])
    return any(one.kind is Kind.NAME and word in one.text for one in found)


def common_unit(voices: Sequence[int]) -> Unit:
    """The lowest unit that is over all of VOICES."""
    paths: set[str] = set()
    for start in range(0, len(voices), PIECE):
        rows = Voice.objects.filter(pk__in=voices[start : start + PIECE])
        paths |= set(rows.order_by().values_list("unit__path", flat=True).distinct())
    lines = [path.strip("/").split("/") for path in paths]
    shared = reduce(_beginning, lines)
    return Unit.objects.get(pk=int(shared[-1]))


def _beginning(one: list[str], other: list[str]) -> list[str]:
    same = [a for a, b in zip(one, other, strict=False) if a == b]
    return one[: len(same)]


def _save(issue: HotIssue) -> None:
    """Only what is reckoned, never what people write."""
    names = ("title", "place", "unit", "first_day", "last_day", "keywords", "size", "people")
    more = ("heat", "cohesion", "reckoned_on")
    issue.save(update_fields=[*names, *more])


def reckon_anew(issue: HotIssue, today: dt.date | None = None) -> None:
    """After a deed: from the members it has now; without any it is dropped."""
    today = today or timezone.localdate()
    order = list(issue.members.order_by("-likeness", "pk").values_list("pk", flat=True))
    if not order:
        if issue.can("drop"):
            issue.move("drop")
        return
    members = Voice.objects.filter(hot__issue=issue)
    light = {one.key: one for one in heating.said_of(members, today, words=False)}
    central = members.filter(pk__in=order[:READ])
    light |= {one.key: one for one in heating.said_of(central, today, words=True)}
    said = [light[key] for key in order]
    _warm(issue, said, issue.cohesion, heating.weights(), today)
    _name(issue, said)
    _save(issue)
