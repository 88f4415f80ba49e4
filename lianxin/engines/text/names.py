"""Names of persons in running text.

Three ways lead to a name, each with its own evidence: words before it (姓名, 我叫, 联系人), a form
of address after it (师傅, 书记), or its own build (parts joined by a dot, stems of Uyghur and
Kazakh names). A surname alone is no evidence: most surnames are common words too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .personal import Kind, Reason, Span
from .surnames import (
    AFTER_A_NAME,
    AMBIGUOUS,
    COMMON_WORDS,
    COMPOUND,
    NAME_STEMS,
    NEVER_ALONE,
    NOT_IN_A_NAME,
    SURNAMES,
    UNUSUAL_PARTS,
    WORDS_BEFORE,
)

HAN: Final = r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
DOTS: Final = "·•・‧∙⋅●.．･"
LONGEST_PART: Final = 10
MOST_PARTS: Final = 4
SHORTEST_UNUSUAL: Final = 2

_TITLE = re.compile(
    r"副?(?:师傅|同志|书记|先生|女士|小姐|主任|经理|老师|医生|大夫|护士|指导员|教导员|政委|队长|连长|"
    r"团长|科长|处长|所长|局长|厂长|站长|校长|院长|班长|组长|村长|镇长|乡长|县长|部长|股长|会计|"
    r"工程师|警官|法官|律师|教练|大姐|大哥|大爷|大妈|大叔|大娘|大婶|阿姨|叔叔|老板|民警|辅警|某(?![些种个天年月日地处]))"
)
_CUE = re.compile(
    r"(?P<named>我叫|名叫|叫做|名字叫|签名|署名|落款)|"
    r"(?P<field>姓名|名字|联系人|申请人|投诉人|反映人|举报人|报修人|报告人|经办人|来访人|被访人|负责人|"
    r"当事人|住户|被举报人|被投诉人|法人代表|法定代表人|法人|户主|业主|房东|患者|病人|伤者|死者|职工|员工|"
    r"本人|我是|丈夫|妻子|老公|老婆|爱人|儿子|女儿|父亲|母亲|哥哥|姐姐|弟弟|妹妹|邻居)"
)
_MARK = re.compile(r"[ \u3000]{0,2}(?:[:：][ \u3000]{0,2}|名?[叫为是][ \u3000]?|[(（])?")
_FREE_NAME = re.compile(rf"[{HAN}{DOTS}]{{2,20}}(?![{HAN}])")
_HAN_CHARACTER = re.compile(f"[{HAN}]")
_RUN_OF_PARTS = re.compile(f"[{''.join(sorted(UNUSUAL_PARTS))}]{{2,12}}")
_STEM = re.compile("|".join(sorted(NAME_STEMS, key=len, reverse=True)))
_DOT_IN_NAME = re.compile(rf"(?<=[{HAN}]) ?[{DOTS}] ?(?=[{HAN}])")
_PERSONAL_TITLES: Final = ("师傅", "先生", "女士", "小姐", "大姐", "大哥", "阿姨", "老师", "律师")


def names(text: str) -> Iterator[Span]:
    """Spans of names, without cue and title; they may overlap."""
    yield from _after_cues(text)
    yield from _before_titles(text)
    yield from _dotted(text)
    yield from _with_stems(text)


# After a cue ------------------------------------------------------------------------------------


def _after_cues(text: str) -> Iterator[Span]:
    for cue in _CUE.finditer(text):
        mark = _MARK.match(text, cue.end())
        start = mark.end() if mark else cue.end()
        said = mark.group().strip() if mark else ""
        sure = bool(cue["named"]) or bool(said and said[-1] in ":：(（叫")
        end = _end_of_name(text, start, sure=sure)
        if end is None and cue.group() == "姓名" and said:
            free = _FREE_NAME.match(text, start)
            end = free.end() if free else None
        if end is not None:
            yield Span(start, end, Kind.NAME, Reason.AFTER_CUE)


def _end_of_name(text: str, start: int, *, sure: bool) -> int | None:
    """Where a name that starts here ends, or None if none does."""
    family = _surname_length(text, start)
    if not family or (not sure and text[start] in NEVER_ALONE):
        return None
    if _TITLE.match(text, start + family):
        return start + family
    for given in (2, 1):
        end = start + family + given
        if not _plausible(text, start, end, family):
            continue
        if _ends_here(text, end, strict=not sure and text[start] in AMBIGUOUS):
            return end
    longest = start + family + 2
    if sure and text[start] not in NEVER_ALONE and _plausible(text, start, longest, family):
        return longest
    return None


def _surname_length(text: str, start: int) -> int:
    if text[start : start + 2] in COMPOUND:
        return 2
    return 1 if text[start : start + 1] in SURNAMES and start < len(text) else 0


def _plausible(text: str, start: int, end: int, family: int) -> bool:
    given = text[start + family : end]
    if end > len(text) or not all(map(_HAN_CHARACTER.match, given)):
        return False
    if family == 1 and text[start : start + 2] in COMMON_WORDS:
        return False
    return not NOT_IN_A_NAME.intersection(given)


def _ends_here(text: str, end: int, *, strict: bool) -> bool:
    after = text[end : end + 1]
    if not after or (not _HAN_CHARACTER.match(after) and after not in DOTS):
        return True
    if strict:
        return False
    return after in AFTER_A_NAME or bool(_TITLE.match(text, end))


# Before a title ---------------------------------------------------------------------------------


def _before_titles(text: str) -> Iterator[Span]:
    for title in _TITLE.finditer(text):
        start = _start_of_name(text, title.start(), title.group())
        if start is not None:
            yield Span(start, title.start(), Kind.NAME, Reason.BEFORE_TITLE)


def _start_of_name(text: str, end: int, title: str) -> int | None:
    for length in (4, 3, 2):
        start = end - length
        if start >= 0 and _whole_name(text, start, end):
            return start
    start = end - 1
    if start < 0 or text[start] not in SURNAMES:
        return None
    return start if _surname_alone(text, start, title) else None


def _whole_name(text: str, start: int, end: int) -> bool:
    family = _surname_length(text, start)
    if not family or not family <= end - start <= family + 2 or (family == 1 and end - start == 1):
        return False
    if family == 1 and (text[start] in AMBIGUOUS or _closes_a_word(text, start)):
        return False
    if end - start == 2 and family == 1 and _title_of_second(text, start):
        return False
    return _plausible(text, start, end, family)


def _title_of_second(text: str, start: int) -> bool:
    """In 找谢刘主任 nobody is called 谢刘: two plain surnames in a row after a word."""
    second = text[start + 1]
    return (
        second in SURNAMES - AMBIGUOUS and start > 0 and bool(_HAN_CHARACTER.match(text[start - 1]))
    )


def _surname_alone(text: str, start: int, title: str) -> bool:
    if _closes_a_word(text, start):
        return False
    if text[start] not in AMBIGUOUS:
        return True
    free = start == 0 or not _HAN_CHARACTER.match(text[start - 1])
    return free and (text[start] not in NEVER_ALONE or title in _PERSONAL_TITLES)


def _closes_a_word(text: str, start: int) -> bool:
    return start > 0 and text[start - 1 : start + 1] in WORDS_BEFORE


# By its own build -------------------------------------------------------------------------------


def _dotted(text: str) -> Iterator[Span]:
    dots = [(match.start(), match.end()) for match in _DOT_IN_NAME.finditer(text)]
    used = 0
    for i, (left, right) in enumerate(dots):
        if left < used:
            continue
        start = _backwards(text, left, used)
        end = _forwards(text, right)
        parts = 2
        for next_left, next_right in dots[i + 1 : i + MOST_PARTS - 1]:
            if next_left != end:
                break
            end, parts = _forwards(text, next_right), parts + 1
        if left - start >= SHORTEST_UNUSUAL and end - right >= SHORTEST_UNUSUAL:
            yield Span(start, end, Kind.NAME, Reason.DOTTED)
            used = end


def _backwards(text: str, end: int, limit: int) -> int:
    start = end
    while start > max(limit, end - LONGEST_PART) and text[start - 1] in UNUSUAL_PARTS:
        start -= 1
    return start


def _forwards(text: str, start: int) -> int:
    end = start
    while end < min(len(text), start + LONGEST_PART) and text[end] in UNUSUAL_PARTS:
        end += 1
    return end


def _with_stems(text: str) -> Iterator[Span]:
    for run in _RUN_OF_PARTS.finditer(text):
        if len(run.group()) > SHORTEST_UNUSUAL and _STEM.search(run.group()):
            yield Span(run.start(), run.end(), Kind.NAME, Reason.NAME_STEM)
