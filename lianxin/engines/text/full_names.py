"""Han names that stand in a sentence with no word beside them that says so: 昨天张建国来过.

A common surname and one or two signs of given names, where the dictionary cuts around them and
nothing behind them makes a place or a firm of it (张建国 against 建国路 and 张公岭社区).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from .givens import COMMON_SURNAMES, GIVEN, NO_GIVEN_NAMES, POSSIBLY_GIVEN
from .personal import Kind, Reason, Span
from .segment import HAN, LONGEST_RUN, Tagged, in_dictionary, tagged
from .surnames import (
    AMBIGUOUS,
    AMBIGUOUS_COMPOUND,
    COMMON_WORDS,
    COMPOUND,
    SETTLED_BY_MORE,
    WORDS_BEFORE,
)

MOST_WORDS: Final = 3
MOST_SETTLED: Final = "黄高"
WHAT_FOLLOWS: Final = frozenset(["v", "d", "p", "c", "uj", "ul", "uz", "ud", "r"])
"""Tags of verbs, adverbs, prepositions, conjunctions, particles and pronouns."""
NEVER_AFTER_HAN: Final = "于向"
"""Prepositions but for the sentence about them; `_by_sides` looks at that."""
PLACE_BEHIND: Final = re.compile(
    r"[大小老新东西南北中前后一二三四五六七八九十]?(?:路|街|镇|乡|村|山|湖|桥|苑|园|城|大厦|大道|学校|小学|中学|"
    r"大学|幼儿园|医院|广场|社区|小区|新村|府|庭|坪|塘|岭|冲|港|江|河|洲|组|公司|集团|物业|店|国际|"
    r"地产|酒店|宾馆|区|县|市|省|州|巷|庄|湾|坡|坳|垅|垸|屯|沟|坝|水库|公寓|院|楼|超市|花园|家园|嘉园|"
    r"佳园|置业|商|银行|实业|科技|建筑|建设|装饰|教育|培训|集|寺|庙|祠|阁|轩|台|站|线|牌|杯|号|"
    r"渠|井|连|团|师|队|农场|牧场|林场|片|期|栋|幢|座|天下|时代|豪|御|公馆|书院|里|坊|汽车|"
    r"电器|食品)"
)
# Verbs and the like that people do; after one sign of a given name there must be one of them.
PERSON_BEHIND: Final = re.compile(
    r"[做考值当负干办管撒走坐站上下进出回过到吃喝租卖买养种放赶推拉砸拆挖占抢偷受伤病失丢报投诉举求问答批同一正才再今昨明每巡守值退住驾骑开休年护记收发写签反提交捡撞摔修送陪照尽快马立是说在住把被和与跟及去来没有不也都就还已曾将向对给让叫打找看帮带请要想会能可告欠借骂讲听开骑"
    r"留签称等家的以因为从用拿与、，。；：:！？!?,;（）()\s]|[两二三四五几]个?[人位]|一家|夫妇|夫妻|全家|母亲|父亲|妻子|儿子|女儿|$"
)
_GIVEN_SIGNS: Final = "".join(sorted(GIVEN | POSSIBLY_GIVEN))
_STRONG: Final = "".join(sorted(GIVEN))
_SURNAMES: Final = (COMMON_SURNAMES - AMBIGUOUS) | SETTLED_BY_MORE
_SURNAME: Final = f"(?:[{''.join(sorted(_SURNAMES))}]|{'|'.join(sorted(COMPOUND))})"
_MAYBE: Final = re.compile(_SURNAME + f"(?=[{_GIVEN_SIGNS}])")
# Between a stop or a word that takes a person and a verb the dictionary need not be asked.
_BETWEEN: Final = re.compile(
    rf"(?:^|(?<=[，。；：、！？,;:!?（()\s让叫找请和与跟向给被由对听见告替帮骂打问着了是有说欠据逼员工师医生兵人长户友厨匠士女儿妻夫父母哥姐弟妹嫂叔伯婶姑舅侄孙婿手贩傅叫])){_SURNAME}"
    rf"(?:[{_STRONG}][{_GIVEN_SIGNS}]|[{_GIVEN_SIGNS}][{_STRONG}])"
    rf"(?={PERSON_BEHIND.pattern}|饭|钱|工资|电话|身份证|医药费)"
)
_AFTER_COLON: Final = re.compile(
    rf"(?<=[:：]){_SURNAME}[{_STRONG}][{_GIVEN_SIGNS}]?(?=[、，。；,;（(\s]|$)"
)
_COMPOUND_NAME: Final = re.compile(
    rf"(?:{'|'.join(sorted(COMPOUND - AMBIGUOUS_COMPOUND))})[{_GIVEN_SIGNS}]{{1,2}}"
)
_OF_A_PERSON: Final = frozenset("员工师医兵厨匠士女儿妻夫父母哥姐弟妹嫂叔伯婶姑舅侄孙婿")
# The longest stretch around it that the dictionary is asked about: from stop to stop.
_STRETCH: Final = re.compile(rf"[{HAN}A-Za-z0-9]{{1,{LONGEST_RUN}}}")


def full_names(text: str) -> Iterator[Span]:
    """Spans of such names."""
    if not _MAYBE.search(text):
        return
    for found in _by_sides(text):
        yield Span(found.start(), found.end(), Kind.NAME, Reason.FULL_NAME)
    for stretch in _STRETCH.finditer(text):
        if _MAYBE.search(text, *stretch.span()):
            words = tagged(stretch.group())
            for start, end in _found(stretch.group(), words):
                at = stretch.start()
                yield Span(at + start, at + end, Kind.NAME, Reason.FULL_NAME)


def _by_sides(text: str) -> Iterator[re.Match[str]]:
    for found in _BETWEEN.finditer(text):
        name = found.group()
        if name[:2] in COMMON_WORDS or name[-2:] in NO_GIVEN_NAMES:
            continue
        if name[0] not in AMBIGUOUS or _may_begin(text, found.start()):
            yield found
    yield from _AFTER_COLON.finditer(text)
    for found in _COMPOUND_NAME.finditer(text):
        if not PLACE_BEHIND.match(text, found.end()) and found.group()[-2:] not in NO_GIVEN_NAMES:
            yield found


def _may_begin(text: str, start: int) -> bool:
    """An ambiguous surname begins a name behind a stop or a word for a person."""
    before = text[max(0, start - 1) : start]
    return not before.isalpha() or before in _OF_A_PERSON


def _found(text: str, words: Sequence[Tagged]) -> Iterator[tuple[int, int]]:
    place = 0
    while place < len(words):
        count = _words_of_name(text, words, place)
        if count:
            yield words[place].place.start, words[place + count - 1].place.end
        place += count or 1


def _words_of_name(text: str, words: Sequence[Tagged], place: int) -> int:
    """Of how many words from PLACE on a name is made; 0 if none begins there."""
    first = words[place].place.text
    family = 2 if first[:2] in COMPOUND else 1 if first[0] in _SURNAMES else 0
    if not family:
        return 0
    joined, best = "", 0
    for count in range(1, MOST_WORDS + 1):
        if place + count > len(words):
            break
        word = words[place + count - 1].place
        if count > 1 and word.start != words[place + count - 2].place.end:
            break
        joined += word.text
        if len(joined) > family + 2:
            break
        if len(joined) > family and _is_name(text, words, place, count, joined, family):
            best = count
    return best


def _is_name(
    text: str, words: Sequence[Tagged], place: int, count: int, name: str, family: int
) -> bool:
    start, end = words[place].place.start, words[place + count - 1].place.end
    if not _plausible(text, start, end, family):
        return False
    if in_dictionary(name) and not (count == 1 and words[place].tag == "nr"):
        return False
    given = name[family:]
    if len(given) == 1 and (family == 1 or name[0] in AMBIGUOUS):
        known = given not in POSSIBLY_GIVEN and _goes_on(text, words, place + count)
        return known and (name[0] not in AMBIGUOUS or name[0] in MOST_SETTLED)
    if name[0] in AMBIGUOUS and family == 1:
        return GIVEN.issuperset(given) or name[0] in MOST_SETTLED or count == 1
    return True


def _plausible(text: str, start: int, end: int, family: int) -> bool:
    """Signs of given names, no known word, and no place made of it."""
    given = text[start + family : end]
    if not _given(given) or given in NO_GIVEN_NAMES or PLACE_BEHIND.match(text, end):
        return False
    before = text[max(0, start - 1) : start]
    if before + text[start] in WORDS_BEFORE or text[start : start + 2] in COMMON_WORDS:
        return False
    return text[start] not in NEVER_AFTER_HAN and not (text[start] == "万" and before.isdigit())


def _goes_on(text: str, words: Sequence[Tagged], place: int) -> bool:
    """Behind a name of two signs stands a stop, or a word that says what the person does."""
    end = words[place - 1].place.end
    if PERSON_BEHIND.match(text, end):
        return True
    after = words[place] if place < len(words) else None
    return after is not None and after.place.start == end and after.tag in WHAT_FOLLOWS


def _given(given: str) -> bool:
    if not all(sign in GIVEN or sign in POSSIBLY_GIVEN for sign in given):
        return False
    return any(sign in GIVEN for sign in given)
