"""Places, organisations, times and numbers that a text mentions.

By rules: an ending that tells the kind (小区, 路, 学校 …, see gazetteer.py) and, to its left, the
name up to the first word that cannot belong to one. What has no such ending (a film, a nickname)
is not found. No dictionary of names is needed, so new ones are found too.

>>> [(found.kind.value, found.normal) for found in mentions("投诉A3区幸福小区３栋夜间施工")]
[('place', 'A3区'), ('place', '幸福小区'), ('place', '3栋')]
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from . import dates, gazetteer, times
from .plain import plain, runs
from .segment import in_dictionary, tagged

LONGEST_NAME: Final = 12
LONGEST_RUN: Final = 2_000
_A_DAY: Final = dt.date(2020, 1, 1)  # only whole dates are read, which no day can change
_NUMERALS: Final = "零〇一二三四五六七八九十百两"


class Kind(StrEnum):
    PLACE = "place"
    ORGANISATION = "organisation"
    TIME = "time"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Mention:
    """``text`` is what stands at ``[start:end]``; ``normal`` is alike for all its spellings."""

    kind: Kind
    start: int
    end: int
    text: str
    normal: str


def _any(words: frozenset[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


_NOT_ENDING: Final = "生|老师|市(?!场)|校长|灯|面|况|费|子|长|舞"  # 小学生, 路灯, 市长 are no names
_ENDING: Final = re.compile(
    rf"(?:{_any(gazetteer.PLACES | gazetteer.ORGANISATIONS)})(?!{_NOT_ENDING})"
)
_ORDINAL: Final = rf"(?:第)?(?:[a-z]?\d{{1,5}}[a-z]?|[{_NUMERALS}]{{1,5}}|[a-z](?=[栋座区幢]))"
_NUMBERED: Final = re.compile(
    rf"(?<![a-z\d{_NUMERALS}])({_ORDINAL})"
    r"(号楼|号线|号院|号井|号|栋|幢|座|单元|室|期|师|团|连|营|组|中|小|路公交车?|路车|路)"
    r"(?![人名位个块]|多|月|日|以)"
)
_TIME: Final = re.compile(
    r"(?:\d{4}[年./-]\d{1,2}[月./-]\d{1,2}[日号]?|\d{4}年(?:\d{1,2}月份?)?|\d{1,2}月\d{1,2}[日号]?|"
    r"\d{1,2}月份?(?!\d)|[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}[日号]|份)|"
    r"大?前[天年]|昨[天日晚]|今[天日年晚早]|明[天年]|后天|去年|上个?月|本月|这个?月|下个?月|"
    r"上上?个?(?:周|星期|礼拜)[一二三四五六日天末]?|(?:本|这|下)个?(?:周|星期|礼拜)[一二三四五六日天末]?|"
    r"(?:周|星期|礼拜)[一二三四五六日天末]|\d{1,3}(?:天|个?月|年|周|个?星期|小时)[以之]?前)"
    r"(?:(?:凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|夜间|深夜)?\d{1,2}(?:[点时](?:半|\d{1,2}分?)?|:\d{2}))?"
    r"|(?:凌晨|早上|上午|中午|下午|傍晚|晚上|夜里|夜间|深夜)\d{1,2}(?:[点时](?:半|\d{1,2}分?)?|:\d{2})"
)
_AMOUNT: Final = re.compile(
    r"\d{1,12}(?:\.\d{1,4})?(?:%|[万亿千百]?(?:多|余)?"
    r"(?:元|块|人|名|位|户|天|年|个月|小时|分钟|次|米|公里|平米|平方米?|亩|吨|度|辆|台|个|岁|层|万|分贝)?)"
)


_HINT: Final = re.compile(
    rf"[\d０-９]|[年月日天周前后晚夜午期礼]|[{_NUMERALS}](?:号|栋|幢|座|单元|室|师|团|连|营|组|中|小|路)|"
    + _ENDING.pattern
)


def may_mention(text: str) -> bool:
    """False only of a text in plain spelling in which nothing will be found; much faster."""
    return _HINT.search(text) is not None


def mentions(text: str) -> list[Mention]:
    """What TEXT mentions, in order, none overlapping; linear in its length.

    Only the first 100,000 signs are read (plain.LONGEST).
    """
    spelt = plain(text)
    taken = [(found.start(), found.end(), Kind.TIME) for found in _TIME.finditer(spelt)]
    spots = list(taken)
    for run in runs(spelt):
        for begin in range(0, len(run.text), LONGEST_RUN):
            piece = run.text[begin : begin + LONGEST_RUN]
            at = run.start + begin
            spots += [(at + start, at + end, kind) for start, end, kind in named(piece)]
    spots += [(found.start(), found.end(), Kind.NUMBER) for found in _AMOUNT.finditer(spelt)]
    return [
        Mention(kind, start, end, text[start:end], _normal(spelt[start:end], kind))
        for start, end, kind in _apart(spots)
    ]


def _apart(spots: list[tuple[int, int, Kind]]) -> list[tuple[int, int, Kind]]:
    """Without those that overlap one found by an earlier rule; the rules stand in order."""
    kept: list[tuple[int, int, Kind]] = []
    last = 0
    order = {kind: rank for rank, kind in enumerate((Kind.TIME, Kind.PLACE, Kind.ORGANISATION))}
    ranked = sorted(spots, key=lambda spot: (spot[0], order.get(spot[2], 9), -spot[1]))
    for start, end, kind in ranked:
        if start >= last:
            kept.append((start, end, kind))
            last = end
    return kept


def named(run: str) -> Iterator[tuple[int, int, Kind]]:
    """Places and organisations of a run of plain text, as (start, end, kind), in order."""
    numbered = {found.start(): found for found in _NUMBERED.finditer(run)}
    within = {at for found in numbered.values() for at in range(found.start(), found.end())}
    endings = [found for found in _ENDING.finditer(run) if found.start() not in within]
    if not numbered and not endings:
        return
    stops = _stops(run, endings) if endings else frozenset[int]()
    last = 0
    for found in sorted((*numbered.values(), *endings), key=lambda found: found.end()):
        if found.start() < last:
            continue
        if numbered.get(found.start()) is found:
            kind = Kind.ORGANISATION if found[2] in "中小" else Kind.PLACE
            yield found.start(), found.end(), kind
            last = found.end()
            continue
        start = _left_edge(run, found, last, stops)
        if start is not None:
            places = found.group() in gazetteer.PLACES
            yield start, found.end(), Kind.PLACE if places else Kind.ORGANISATION
            last = found.end()


def _stops(run: str, endings: list[re.Match[str]]) -> frozenset[int]:
    """The places right after a word that cannot belong to a name, as far as names may reach."""
    begin = max(0, endings[0].start() - LONGEST_NAME)
    return frozenset(
        begin + word.place.end
        for word in tagged(run[begin : endings[-1].end()])
        if _ends_a_name(word.place.text, word.tag)
    )


def _ends_a_name(word: str, tag: str) -> bool:
    if word in gazetteer.STOP_WORDS or word in gazetteer.STOP_SIGNS_ALONE:
        return True
    # The tag of a guessed word is a guess too.
    return len(word) > 1 and tag in gazetteer.STOP_TAGS and in_dictionary(word)


def _left_edge(run: str, found: re.Match[str], last: int, stops: frozenset[int]) -> int | None:
    """Where the name before the ending FOUND begins; None if there is no name."""
    ending, at = found.group(), found.start()
    start, least = at, max(last, at - LONGEST_NAME)
    while start > least and (
        run[start - 1] not in gazetteer.STOP_SIGNS or run.startswith("有限", start - 1)
    ):
        if start in stops and not (start == at and ending in gazetteer.NAMED_BY_DEED):
            break
        start -= 1
    name = run[start:at]
    short = len(name) < (2 if ending in gazetteer.SHORT else 1)
    if short or name in gazetteer.NAMELESS or run[start : found.end()] in gazetteer.TAILS:
        return None
    if run[max(start, found.end() - 2) : found.end()] in gazetteer.TAILS and len(ending) == 1:
        return None
    return start


def _normal(spelt: str, kind: Kind) -> str:
    if kind is Kind.TIME:
        read = dates.read_date(spelt, today=_A_DAY)
        whole = read.date is not None and read.how is dates.How.FULL and read.time is None
        return read.date.isoformat() if read.date and whole else times.plain(spelt)
    return _figures(spelt).upper()


_NUMERAL: Final = re.compile(
    rf"第?([{_NUMERALS}]{{1,6}})(?=号|栋|幢|座|单元|室|期|师|团|连|营|组|中$|小$|路公交|路车)"
)
_DIGITS: Final = {
    sign: str(value)
    for sign, value in zip("零〇一二三四五六七八九两", (0, 0, *range(1, 10), 2), strict=True)
}


def _figures(spelt: str) -> str:
    """三号楼 and 3号楼 alike; 一四二团 is 142团, 十四团 14团."""
    return _NUMERAL.sub(lambda found: _figure(found[1]), spelt)


def _figure(numeral: str) -> str:
    if not set(numeral) & set("十百"):
        return "".join(_DIGITS[sign] for sign in numeral)
    hundreds, _, rest = numeral.rpartition("百")
    tens, ten, units = rest.rpartition("十")
    if not all(part == "" or part in _DIGITS for part in (hundreds, tens, units.lstrip("零〇"))):
        return numeral
    value = 100 * int(_DIGITS.get(hundreds, "1")) if "百" in numeral else 0
    value += 10 * int(_DIGITS.get(tens, "1")) if ten else 0
    return str(value + int(_DIGITS.get(units.lstrip("零〇"), "0")))
