"""Open matters that may be about the same thing, for who decides where a voice belongs."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import QuerySet, prefetch_related_objects

from lianxin.engines.text.keywords import keywords_of
from lianxin.engines.text.near.said import rank
from lianxin.engines.text.search import document, is_in
from lianxin.matters.models import Matter
from lianxin.matters.searching import MATTERS

WORDS = 8  # the words that tell what it is about, by which others are found
FOUND = 60  # of the newest
COMPARED = 8  # word by word: each takes a millisecond or two
READ = 400  # signs; the gist stands before
SHOWN = 6


@dataclass(frozen=True)
class Candidate:
    """A matter, the words it shares with what was said, and whether both name one place."""

    matter: Matter
    shared: list[str]
    same_place: bool


def found_by(matters: QuerySet[Matter], text: str) -> list[Candidate]:
    """Those of MATTERS that say most of what TEXT says, likest first."""
    text = text[:READ]
    words = [one.word for one in keywords_of(text, limit=WORDS)]
    if not words:
        return []
    having = reduce(or_, (MATTERS.having(word) for word in words))
    near = list(matters.filter(having)[:FOUND])
    near.sort(key=lambda one: -_hits(one, words))  # of equally many the newest stays first
    by_pk = {one.pk: one for one in near[:COMPARED]}
    said = rank(text, [(pk, _text(one)) for pk, one in by_pk.items()], limit=SHOWN)
    found = [
        Candidate(
            by_pk[one.key],
            list(dict.fromkeys("".join(text[s.start : s.end].split()) for s in one.shared_words)),
            one.same_place,
        )
        for one in said
    ]
    prefetch_related_objects([one.matter for one in found], "replies")
    return found


def _text(matter: Matter) -> str:
    return f"{matter.title}\n{matter.summary}"[:READ]


def _hits(matter: Matter, words: list[str]) -> int:
    text = document(matter.title, matter.summary)
    return sum(is_in(text, [word.lower()]) for word in words)
