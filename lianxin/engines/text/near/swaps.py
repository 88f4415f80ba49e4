"""What stands in a gap between two copies of a text, and whether it makes them two matters.

A form that goes round has another place, school or number in it. A person who writes again adds,
drops, corrects or moves words, and knows a later day or a larger sum. The door of a house
(3栋2单元) tells who writes rather than what about, when both name the same estate.
"""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum
from functools import lru_cache
from typing import Final

from lianxin.engines.text import gazetteer, mentions
from lianxin.engines.text.segment import in_dictionary, tagged

from .align import Gap, blocks
from .align import gaps as gaps_between
from .shape import Shape


class Kind(StrEnum):
    PLACE = "place"  # another place
    ORGANISATION = "organisation"  # another school, company, office
    NUMBER = "number"  # another number of a thing: line, building, code
    NAME = "name"  # the same words replaced by the same others in several places
    AMOUNT = "amount"  # another sum, count or measure
    TIME = "time"  # another day or hour
    WORDS = "words"  # other words
    ADDED = "added"  # only in the second text
    DROPPED = "dropped"  # only in the first text
    MOVED = "moved"  # in both, elsewhere


OTHER_MATTER: Final = (Kind.PLACE, Kind.ORGANISATION, Kind.NUMBER, Kind.NAME)
MOST_GAPS: Final = 60
"""Gaps looked at for names; texts with more are rewritten, not filled in."""
WIDEST: Final = 24
"""Signs to each side of a gap in which a name is looked for."""

SHORT: Final = 5
"""Signs of the longest ending and of what may part it from a gap."""

_WIDTHS: Final = (("省",), ("市",), ("区", "县", "旗", "州"))
_FIGURES: Final = re.compile(r"\d+")
_LETTERS_AND_FIGURES: Final = re.compile(r"[a-z\d]*\d[a-z\d]*")
_DOOR: Final = re.compile(r"(?:栋|幢|座|单元|室|号楼|号|楼)$")
_TELLING: Final = frozenset(
    "东西南北中上下前后左右大小新老一二三四五六七八九十百甲乙丙丁两零〇0123456789"
)
_NUMERAL: Final = frozenset("零〇一二三四五六七八九十百两0123456789")
_ANY_ENDING: Final = "|".join(
    sorted(gazetteer.PLACES | gazetteer.ORGANISATIONS, key=lambda word: (-len(word), word))
)
_ENDINGS: Final = re.compile(f"(?:{_ANY_ENDING})$")
_ENDING_HERE: Final = re.compile(_ANY_ENDING)
LONGEST_NAME: Final = 8

Marked = list[tuple[Gap, Kind]]


def kinds(gaps: list[Gap], one: Shape, other: Shape) -> Marked:
    """Each gap with its kind, in order."""
    moved = _moved(gaps, one.core, other.core)
    again = _replaced_again(gaps, one.core, other.core)
    marked: Marked = []
    for number, gap in enumerate(gaps):
        here, there = one.core[gap.start : gap.end], other.core[gap.beside : gap.until]
        if number in moved:
            marked.append((gap, Kind.MOVED))
        elif number < MOST_GAPS and _may_be_a_name(gap, one.core, here, there):
            kind = _of_names(gap, one, other)
            if kind is Kind.WORDS and (here, there) in again:
                kind = Kind.NAME
            marked.append((gap, kind))
        else:
            marked.append((gap, _plainly(here, there)))
    return marked


def swapped(marked: Marked) -> tuple[Kind, ...]:
    """The kinds among them that make two matters, each once."""
    found = {kind for _, kind in marked}
    return tuple(kind for kind in OTHER_MATTER if kind in found)


def names(text: str) -> frozenset[str]:
    """The places and organisations that TEXT names."""
    named = (mentions.Kind.PLACE, mentions.Kind.ORGANISATION)
    return frozenset(one.normal for one in mentions.mentions(text) if one.kind in named)


def _plainly(here: str, there: str) -> Kind:
    if here and there:
        return Kind.WORDS
    return Kind.DROPPED if here else Kind.ADDED


def _may_be_a_name(gap: Gap, core: str, here: str, there: str) -> bool:
    """Both sides filled; or a figure more or less in a number (3栋, 13栋)."""
    if here and there:
        return True
    around = core[max(0, gap.start - 1) : gap.end + 1]
    alone = here or there
    return len(alone) <= 3 and alone[-1] in _NUMERAL and bool(_NUMERAL & set(around) - set(here))


def _moved(gaps: list[Gap], one: str, other: str) -> frozenset[int]:
    """Gaps whose words stand in another gap of the other text, four signs or more of them."""
    here = "\n".join(one[gap.start : gap.end] for gap in gaps)
    there = "\n".join(other[gap.beside : gap.until] for gap in gaps)
    found = set()
    for number, gap in enumerate(gaps[:MOST_GAPS]):
        sides = ((one[gap.start : gap.end], there), (other[gap.beside : gap.until], here))
        filled = [(side, texts) for side, texts in sides if side]
        if all(len(side) >= 4 and side in texts for side, texts in filled):
            found.add(number)
    return frozenset(found)


def _replaced_again(gaps: list[Gap], one: str, other: str) -> frozenset[tuple[str, str]]:
    """Words of two signs or more replaced twice or oftener by the same words without a common
    sign, and not all of them in the dictionary (书记, 市长): a name filled into a form."""
    pairs = Counter(
        (one[gap.start : gap.end], other[gap.beside : gap.until])
        for gap in gaps
        if min(gap.end - gap.start, gap.until - gap.beside) >= 2
    )
    return frozenset(
        pair
        for pair, times in pairs.items()
        if times > 1 and not set(pair[0]) & set(pair[1]) and not all(map(in_dictionary, pair))
    )


def _of_names(gap: Gap, one: Shape, other: Shape) -> Kind:
    """What two names, numbers or days that touch the gap make of it."""
    here, here_filled = _touching(one, gap.start, gap.end)
    there, there_filled = _touching(other, gap.beside, gap.until)
    for first in here:
        for second in there:
            kind = _against(first, second, one.core, other.core)
            if kind in OTHER_MATTER and not (here_filled and there_filled):
                continue  # a sentence written anew, with a name somewhere in it
            if kind is not None:
                return kind
    return _before_an_ending(gap, one, other)


def _before_an_ending(gap: Gap, one: Shape, other: Shape) -> Kind:
    """Names that no rule knows, such as 泽和, right before the same 学校 in both texts."""
    here, there = one.core[gap.start : gap.end], other.core[gap.beside : gap.until]
    ending = _ENDING_HERE.match(one.core, gap.end)
    joined = _joined(one, gap.end) and _joined(other, gap.until)
    if not ending or not joined or min(len(here), len(there)) < 2 or set(here) & set(there):
        return _plainly(here, there)
    if max(len(here), len(there)) > LONGEST_NAME or here in other.core or there in one.core:
        return _plainly(here, there)
    if _says(here) or _says(there):
        return Kind.WORDS
    return Kind.ORGANISATION if ending.group() in gazetteer.ORGANISATIONS else Kind.PLACE


def _joined(text: Shape, at: int) -> bool:
    """Whether no stop parts core[at - 1] from core[at]."""
    return 0 < at < len(text.places) and text.places[at] == text.places[at - 1] + 1


def _says(words: str) -> bool:
    """Whether these are words of a sentence rather than a name."""
    if words in gazetteer.NAMELESS or words in gazetteer.STOP_WORDS:
        return True
    return any(
        len(word.place.text) > 1
        and word.tag in gazetteer.STOP_TAGS
        and in_dictionary(word.place.text)
        for word in tagged(words)
    )


def _touching(text: Shape, start: int, end: int) -> tuple[list[mentions.Mention], bool]:
    """Mentions of the clause that overlap core[start:end], or touch it when it is empty; and
    whether they fill half of it or more."""
    if not text.places:
        return [], False
    first = text.places[min(start, len(text.places) - 1)]
    last = text.places[end - 1] + 1 if end > start else first
    nearby = text.spelt[max(0, first - SHORT) : last + mentions.LONGEST_NAME + SHORT]
    if not mentions.may_mention(nearby):
        return [], False
    left, right = first, last
    while left > max(0, first - WIDEST) and text.spelt[left - 1].isalnum():
        left -= 1
    while right < min(len(text.spelt), last + WIDEST) and text.spelt[right].isalnum():
        right += 1
    found = [
        (one, min(one.end + left, last) - max(one.start + left, first))
        for one in _mentioned(text.spelt[left:right])
    ]
    touching = [(one, signs) for one, signs in found if signs > 0 or (start == end and signs == 0)]
    filled = 2 * sum(signs for _, signs in touching) >= end - start
    return [one for one, _ in touching], filled


@lru_cache(maxsize=5_000)
def _mentioned(clause: str) -> tuple[mentions.Mention, ...]:
    """Of copies that are compared one after the other most clauses are the same."""
    return tuple(mentions.mentions(clause))


def _against(
    first: mentions.Mention, second: mentions.Mention, one: str, other: str
) -> Kind | None:
    """The kind of a swap of FIRST for SECOND; None when both may be the same."""
    if mentions.Kind.TIME in (first.kind, second.kind):
        return Kind.TIME if first.normal != second.normal else None
    if first.kind is second.kind is mentions.Kind.NUMBER:
        return _of_numbers(first.normal, second.normal)
    if mentions.Kind.NUMBER in (first.kind, second.kind) or _may_be_one(first, second):
        return None
    if _names(other, first.normal) or _names(one, second.normal):
        return None
    if _FIGURES.sub("", first.normal) == _FIGURES.sub("", second.normal):
        return _of_figures(first, one, other)
    organisation = mentions.Kind.ORGANISATION in (first.kind, second.kind)
    return Kind.ORGANISATION if organisation else Kind.PLACE


def _width(name: str) -> int:
    """How wide a place is by its ending: a district is wider than an estate or a school."""
    if name.endswith(("小区", "社区", "园区")):
        return len(_WIDTHS)
    return next((width for width, ends in enumerate(_WIDTHS) if name.endswith(ends)), len(_WIDTHS))


def _names(core: str, name: str) -> bool:
    """Whether NAME stands in CORE, and not as the end of a longer number (6路 in 16路)."""
    at = core.find(name.lower())
    return at == 0 or (at > 0 and not (name[0].isdecimal() and core[at - 1].isdecimal()))


def _of_numbers(first: str, second: str) -> Kind | None:
    """A long bare number or one with letters is the number of a thing; others are amounts."""
    if first == second:
        return None
    code = all(
        _LETTERS_AND_FIGURES.fullmatch(text.lower()) and len(text) >= 5 for text in (first, second)
    )
    return Kind.NUMBER if code else Kind.AMOUNT


def _of_figures(first: mentions.Mention, one: str, other: str) -> Kind:
    """3栋 against 5栋 is the writer's own door if both texts name the same estate."""
    if _DOOR.search(first.normal) and _named_in_both(one, other):
        return Kind.AMOUNT
    return Kind.NUMBER


def _named_in_both(one: str, other: str) -> bool:
    names = (one[start:end] for start, end, _ in mentions.named(one[: mentions.LONGEST_RUN]))
    return any(
        name in other and not _DOOR.search(name) and not _LETTERS_AND_FIGURES.match(name)
        for name in names
    )


def _may_be_one(first: mentions.Mention, second: mentions.Mention) -> bool:
    """One name in two forms: a part of the other, a slip of the pen, or a wider place (A市 and
    幸福小区 may be one place, said in two ways)."""
    one, other = first.normal, second.normal
    if one == other or _width(one) != _width(other) or _a_slip(one, other):
        return True
    return _FIGURES.findall(one) == _FIGURES.findall(other) and (one in other or other in one)


def _a_slip(one: str, other: str) -> bool:
    """One sign in four differs and tells nothing, unless two words came of it (幸福, 幸运)."""
    most = max(1, max(len(one), len(other)) // 4)
    if min(len(one), len(other)) < 3 or abs(len(one) - len(other)) > most:
        return False
    unlike = [
        (one[gap.start : gap.end], other[gap.beside : gap.until])
        for gap in gaps_between(blocks(one, other), one, other)
    ]
    if len(unlike) > most or any(max(map(len, pair)) > 1 or _telling(pair) for pair in unlike):
        return False
    words = _ENDINGS.sub("", one), _ENDINGS.sub("", other)
    if words[0] == words[1]:
        return True
    return min(map(len, words)) > 1 and not all(map(in_dictionary, words))


def _telling(pair: tuple[str, str]) -> bool:
    """东 for 西, 3 for 5, 1 dropped from 13: each side, if there, is such a sign."""
    return all(not side or set(side) <= _TELLING for side in pair)
