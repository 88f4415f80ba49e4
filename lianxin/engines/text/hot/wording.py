"""The words and names of one voice, to be said to people."""

from __future__ import annotations

from dataclasses import dataclass

from .common import NO_NAMES
from .terms import names, stretches
from .voices import Said

LOOKED_AT = 400
"""Signs of a body that are looked at: the words of an issue stand at the beginning."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Words of two signs or more, and every form in which a name may be meant."""

    title_words: frozenset[str]
    words: frozenset[str]
    names: frozenset[str]


def wording(said: Said) -> Wording:
    title, body = stretches(said.title[:200]), stretches(said.body[:LOOKED_AT])
    return Wording(_telling(title), _telling([*title, *body]), _forms([*title, *body]))


def _telling(said: list[list[str]]) -> frozenset[str]:
    return frozenset(
        word
        for stretch in said
        for word in stretch
        if len(word) > 1 and not word.isascii() and word not in NO_NAMES
    )


def _forms(said: list[list[str]]) -> frozenset[str]:
    """A name and each of its endings that begins with a word: what stands before may be no part
    of it, and only the other voices tell."""
    found = set()
    for stretch in said:
        for end in range(1, len(stretch) + 1):
            for name in names([stretch[max(0, end - 5) : end]])[-1:]:
                if name.endswith(stretch[end - 1]):
                    found |= _endings(name, stretch[max(0, end - 5) : end])
    return frozenset(found)


def _endings(name: str, words: list[str]) -> set[str]:
    whole = ["".join(words[at:]) for at in range(len(words))]
    return {
        form for form in whole if len(form) > 2 and name.endswith(form) and form not in NO_NAMES
    }
