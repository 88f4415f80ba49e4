"""Which voices are to make which issue, from the groups found and from what stood before."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from lianxin.engines.text.hot.model import Grouping, Member
from lianxin.matters.models import HotApart, HotIssue, HotMember

FEWEST = 2  # voices of an issue
CENTRAL = 50  # members of an issue that a voice taken out of it is kept apart from


@dataclass
class Standing:
    """Where every voice stood, and what officers had decided, when a run began."""

    issues: dict[int, HotIssue]
    issue_of: dict[int, int | None]
    fixed: set[int]  # voices that no run moves
    pinned: set[int]  # those of them that an officer has put where they are
    apart: set[tuple[int, int]]  # voice, issue
    likeness: dict[int, float]

    @classmethod
    def read(cls) -> Standing:
        issues = {issue.pk: issue for issue in HotIssue.objects.live()}
        rows = HotMember.objects.values_list("voice", "issue", "is_pinned", "likeness")
        monthly = {pk for pk, one in issues.items() if one.state == HotIssue.State.MONTHLY}
        issue_of: dict[int, int | None] = {}
        likeness: dict[int, float] = {}
        fixed, pinned = set(), set()
        for voice, issue, is_pinned, near in rows.iterator(chunk_size=5_000):
            issue_of[voice], likeness[voice] = issue, near
            if is_pinned and issue in issues:
                pinned.add(voice)
            if issue in monthly:
                fixed.add(voice)
        apart = HotApart.objects.filter(issue__in=issues).values_list("voice", "issue")
        return cls(issues, issue_of, fixed | pinned, pinned, set(apart), likeness)

    def members(self) -> dict[int, list[int]]:
        """The voices of each live issue, what officers put there first, then the nearest."""
        found: dict[int, list[int]] = defaultdict(list)
        for voice, issue in self.issue_of.items():
            if issue in self.issues:
                found[issue].append(voice)
        for voices in found.values():
            voices.sort(key=lambda one: (one not in self.fixed, -self.likeness[one], one))
        return found

    def together(self) -> list[frozenset[int]]:
        fixed: dict[int | None, set[int]] = defaultdict(set)
        for voice in self.fixed:
            fixed[self.issue_of[voice]].add(voice)
        return [frozenset(voices) for voices in fixed.values() if len(voices) > 1]

    def pairs_apart(self) -> list[tuple[int, int]]:
        members = self.members()
        return [
            (voice, other)
            for voice, issue in sorted(self.apart)
            for other in members[issue][:CENTRAL]
            if other != voice
        ]


@dataclass
class Draft:
    """One issue as it is to be after the run; without ISSUE it is a new one."""

    issue: HotIssue | None
    members: list[Member] = field(default_factory=list)
    cohesion: float = 1.0


def drafts(grouping: Grouping, standing: Standing) -> list[Draft]:
    """Which voices make which issue, with the officers' decisions kept whatever the groups say."""
    issue_of_group = _matched(grouping, standing)
    by_issue: dict[int, Draft] = {}
    found: list[Draft] = []
    placed: set[int] = set()
    for at, group in enumerate(grouping.groups):
        own = Draft(standing.issues.get(issue_of_group.get(at, -1)), cohesion=group.cohesion)
        if own.issue:
            own = by_issue.setdefault(own.issue.pk, own)
            own.cohesion = group.cohesion
        for member in group.members:
            draft = own
            if member.key in standing.fixed:
                issue = standing.issues[standing.issue_of[member.key] or -1]
                draft = by_issue.setdefault(issue.pk, Draft(issue, cohesion=issue.cohesion))
            elif own.issue and (member.key, own.issue.pk) in standing.apart:
                continue
            draft.members.append(member)
            placed.add(member.key)
        if not own.issue:
            found.append(own)
    _keep_fixed(by_issue, standing, placed)
    found += by_issue.values()
    return [draft for draft in found if draft.issue or len(draft.members) >= FEWEST]


def _keep_fixed(by_issue: dict[int, Draft], standing: Standing, placed: set[int]) -> None:
    """Those an officer put somewhere stay there, also where the engine sees no group."""
    for voice in sorted(standing.fixed - placed):
        issue = standing.issues[standing.issue_of[voice] or -1]
        draft = by_issue.setdefault(issue.pk, Draft(issue, cohesion=issue.cohesion))
        draft.members.append(Member(voice, (), standing.likeness[voice]))


def _matched(grouping: Grouping, standing: Standing) -> dict[int, int]:
    """Which group goes on as which issue: the most shared voices first, each only once.

    An issue that an officer named goes on before others, if most of it is in the group.
    """
    sizes = Counter(standing.issue_of.values())
    shared: Counter[tuple[int, int]] = Counter()
    for at, group in enumerate(grouping.groups):
        for key in group.keys:
            issue = standing.issue_of.get(key)
            if issue in standing.issues:
                shared[at, issue] += 1

    def rank(pair: tuple[int, int]) -> tuple[bool, int, int, int]:
        at, issue = pair
        named = standing.issues[issue].is_named and 2 * shared[pair] > sizes[issue]
        return (not named, -shared[pair], at, issue)

    matched: dict[int, int] = {}
    taken: set[int] = set()
    for at, issue in sorted(shared, key=rank):
        if at not in matched and issue not in taken:
            matched[at] = issue
            taken.add(issue)
    return matched
