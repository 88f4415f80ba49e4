"""Names of Uyghurs, Kazakhs, Mongols and Tibetans, in Chinese characters and in their own script.

In Chinese they are known by the dot between their parts, by a stem, or by two elements side by
side; in Arabic and Tibetan script by common first names and by the words "my name is".
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from .elements import (
    MONGOL,
    MONGOL_WHOLE,
    PLACES,
    TIBETAN,
    TIBETAN_SCRIPT,
    TIBETAN_WHOLE,
    TURKIC,
    UYGHUR_SCRIPT,
)
from .full_names import PERSON_BEHIND
from .personal import Kind, Reason, Span
from .segment import HAN, in_dictionary, tagged
from .surnames import UNUSUAL_PARTS

DOTS: Final = "·•・‧∙⋅●．.･﹒⸱᛫˙"
_STOPS: Final = frozenset(".．●")
LONGEST_PART: Final = 10
MOST_PARTS: Final = 4
SHORTEST_UNUSUAL: Final = 2
SHORTEST_SOUNDED: Final = 3
_WORDS_BEFORE: Final = frozenset(["邻居", "村民", "牧民", "居民", "农民", "市民", "渔民"])


def _any(words: Collection[str]) -> str:
    return "|".join(sorted(words, key=lambda word: (-len(word), word)))


def _first(words: Collection[str]) -> str:
    """Their first signs: looking at one sign is quicker than trying every word."""
    return "".join(sorted({word[0] for word in words}))


_DOT_IN_NAME: Final = re.compile(rf"(?<=[{HAN}]) ?[{DOTS}] ?(?=[{HAN}])")
_RUN_OF_PARTS: Final = re.compile(f"[{''.join(sorted(UNUSUAL_PARTS))}]{{2,12}}")
_STEM: Final = re.compile(_any(TURKIC))
_PLACE: Final = re.compile(
    r"(?:东|西|南|北|大|新|中|一|二)?(?:路|街|巷|乡|镇|村|县|市|州|盟|旗|区|河|湖|山|桥|站|口|"
    r"牧场|农场|花(?!说)|机场|小区|社区)"
)
_TYPICAL: Final = frozenset(
    "朝格根尔提拉克布木别艾阿孜尼吐沙热依迪其格玛旦敖措卓麦赛娜姆吾库肯汗买荪亚穆努哈巴图萨斯"
    "鲁嘎扎顿仓桑央曼喀肉"
)
# Wider than _TYPICAL: enough only where the edges of the name are clear on both sides.
_SOUNDS: Final = (
    "朝格根尔提拉克布木艾阿孜尼吐热依迪其玛旦敖措卓麦赛娜姆吾库肯汗买荪亚穆努哈巴图萨斯鲁嘎扎顿仓桑央"
    "曼喀凯加也玉苏甫外海古力那达来宝音日青白乙朗别沙江兰德乌什杰道康居马里丽娅夏合伊帕皮帖纳比伯叶"
    "普决吉旺姆丹增罗钦次仁珠曲宗郎米守铁赞塔荪霍胡安西"
)
_SOUNDED: Final = re.compile(rf"[{_SOUNDS}]{{2,9}}(?!也)[{_SOUNDS}]")
BOTH: Final = 2
# Names of two signs that no other word is written with; still only where both edges are clear.
_SHORT: Final = re.compile(
    "热娜|艾力|迪娜|古丽|肉孜|依明|艾山|亚森|阿曼|玉山|吾守|再娜|加娜|塔娜|娜仁|扎西|尼玛|达瓦|格桑|德吉|拉姆|"
    "巴桑|边巴|普布|米玛|央吉|达娃|索南|阿旺|强巴|白玛|卓玛|多吉|次仁|央金|旦增|曲珍|朝鲁|苏和|巴图|乌恩|牧仁|"
    "叶森|哈力|赛里|努尔|木拉|阿迪|阿里"
)
_CLEARLY_SOUNDS: Final = frozenset(
    _TYPICAL | set("古凯也甫苏玉力达加娜音朗江兰乙旦外海普决旺次仁珠曲郎米赞")
)
_TAKES_A_PERSON: Final = re.compile(
    rf"(?<=[的给找请和叫是由被与让把替听派经按因为对问见告帮打有即亏名着了于员工师户主人长弟妹姐哥叔婶舅侄"
    rf"孙婿妻夫父母子女友士生兵伴排说看])|(?<![{HAN}])"
)
_PERSON_BEHIND: Final = re.compile(
    rf"{PERSON_BEHIND.pattern}|[交承擅喝骑轮收登替占多两代签替借欠运]|连[上着续]|[^{HAN}]"
)
_ELEMENTS: Final = re.compile(
    rf"(?=[{_first(MONGOL | TIBETAN)}])(?:(?:{_any(MONGOL)}){{2,5}}花?|(?:{_any(TIBETAN)}){{2,4}}|"
    rf"(?:{_any(MONGOL_WHOLE | TIBETAN_WHOLE)}))"
)
_WHOLE: Final = re.compile(rf"(?:{_any(MONGOL | TIBETAN | TURKIC)})")
_NOT_AFTER: Final = re.compile(r"德勒|花园|斯坦|浩特|郭楞|淖尔|特旗|草原|高原|察布|盖")
_ARABIC_WORD: Final = re.compile(r"[\u0620-\u06ff]+")
_ARABIC_CUE: Final = re.compile(
    r"(?:ئىسمىم|ئىسمى|ئىسىم|فامىلىسى|ئاتىم|ەسىمىم|اتىم|ئىسىم-فامىلىسى)[ :：]{1,3}"
    r"([\u0620-\u06ff]+(?: [\u0620-\u06ff]+(?=[،؛:.۔]|$))?)"
)
_ARABIC_PART: Final = re.compile(
    r"(?:گۈل|ئابدۇ|ئابلى|مۇھەممە|ئەخمەت|مەمەت).{2,}|.{2,}(?:گۈل|جان|خان|نىسا|ئاخۇن)"
)
# Case endings of Uyghur that a name takes within a sentence.
_ARABIC_ENDING: Final = re.compile(r"(?:نىڭ|غا|قا|گە|كە|دىن|تىن|دا|تا|دە|تە|نى|لار|لەر|مۇ)$")
_NO_ARABIC_NAME: Final = frozenset(
    [
        "ئەزەربەيجان",
        "جان",
        "خان",
        "دوختۇرخان",
        "ئىسلام",
        "ئىمام",
        "ھاجى",
        "سالامەت",
        "روزى",
        "بارات",
        "قۇربان",
        "جۈمە",
        "ئازات",
        "ئۈمىدە",
        "ئامان",
    ]
)
_ANY_TIBETAN: Final = re.compile(r"[\u0f40-\u0fbc]")
_TIBETAN_CUE: Final = re.compile(
    rf"(?:མིང(?:་ལ|་ནི)?[་ ]{{1,2}}|"
    rf"(?<![\u0f40-\u0fbc]་)(?<![\u0f40-\u0fbc])ང་)((?:{_any(TIBETAN_SCRIPT)})(?:་(?:{_any(TIBETAN_SCRIPT)})){{0,3}})"
)
# Behind "my name is" the name goes on to the verb or the end, whatever its syllables.
_TIBETAN_TOLD: Final = re.compile(
    r"མིང(?:་ལ|་ནི)?[་ ]{1,2}([\u0f40-\u0fbc]{1,8}(?:་(?!ཟེར|ཡིན|རེད)[\u0f40-\u0fbc]{1,8}){1,5})"
    r"(?=་?(?:ཟེར|ཡིན|རེད)|[ །]|$)"
)
_TIBETAN_NAME: Final = re.compile(
    rf"(?<![\u0f40-\u0fbc])(?:{_any(TIBETAN_SCRIPT)})(?:་(?:{_any(TIBETAN_SCRIPT)})){{1,3}}(?![\u0f40-\u0fbc])"
)


def names_of_peoples(text: str) -> Iterator[Span]:
    """Spans of such names; they may overlap."""
    yield from _dotted(text)
    yield from _with_stems(text)
    yield from _of_elements(text)
    yield from _by_sound(text)
    yield from _by_sides(text)
    yield from _in_arabic_script(text)
    yield from _in_tibetan_script(text)


def end_of_unusual_name(text: str, start: int) -> int | None:
    """Where a name of this build ends that a cue stands before, or None if there is none."""
    end = _forwards(text, start)
    return end if _WHOLE.match(text, start) or _sounds_foreign(text[start:end]) else None


def start_of_unusual_name(text: str, end: int) -> int | None:
    """Where a name of this build begins that a title stands behind."""
    start = _backwards(text, end, 0)
    name = text[start:end]
    return start if _WHOLE.search(name) or _sounds_foreign(name) else None


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
        if left - start < SHORTEST_UNUSUAL or end - right < SHORTEST_UNUSUAL:
            continue
        # A stop of a sentence or a bullet joins names only if they sound like names.
        if text[left:right].strip() not in _STOPS or _half_sounds(text[start:end]):
            yield Span(start, end, Kind.NAME, Reason.DOTTED)
            used = end


def _backwards(text: str, end: int, limit: int) -> int:
    start = end
    while start > max(limit, end - LONGEST_PART) and text[start - 1] in UNUSUAL_PARTS:
        start -= 1
    return _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> int:
    """The 居 of 邻居 and the 民 of 牧民 are signs of such names too, but here of the word."""
    inside = start + 1 < end and text[max(0, start - 1) : start + 1] in _WORDS_BEFORE
    return start + 1 if inside else start


def _forwards(text: str, start: int) -> int:
    end = start
    while end < min(len(text), start + LONGEST_PART) and text[end] in UNUSUAL_PARTS:
        end += 1
    return end


def _with_stems(text: str) -> Iterator[Span]:
    for run in _RUN_OF_PARTS.finditer(text):
        name = run.group()
        if len(name) <= SHORTEST_UNUSUAL or name in PLACES or not _STEM.search(name):
            continue
        if not _PLACE.match(text, run.end()):
            start = _trimmed(text, run.start(), run.end())
            yield Span(start, run.end(), Kind.NAME, Reason.NAME_STEM)


def _of_elements(text: str) -> Iterator[Span]:
    for found in _ELEMENTS.finditer(text):
        if not _PLACE.match(text, found.end()) and not _NOT_AFTER.match(text, found.end()):
            start, end = found.start(), found.end()
            while start and text[start - 1] in _TYPICAL:
                start -= 1
            while end < len(text) and text[end] in _TYPICAL:
                end += 1
            yield Span(_trimmed(text, start, end), end, Kind.NAME, Reason.NAME_STEM)


def _by_sound(text: str) -> Iterator[Span]:
    """Signs that write foreign sounds, as many as a name has, and hardly any other among them."""
    for run in _RUN_OF_PARTS.finditer(text):
        start, end = run.span()
        while end > start and text[end - 1] not in _TYPICAL:
            end -= 1
        while start < end and text[start] not in _TYPICAL:
            start += 1
        name = text[start:end]
        typical = sum(sign in _TYPICAL for sign in name)
        if typical * 4 < len(name) * 3 or _PLACE.match(text, end):
            continue
        if _sounds_foreign(name):
            yield Span(start, end, Kind.NAME, Reason.NAME_STEM)


def _by_sides(text: str) -> Iterator[Span]:
    """Signs that write sounds: the fewer of them write nothing else, the clearer the edges."""
    for found in _SOUNDED.finditer(text):
        name, (start, end) = found.group(), found.span()
        sides = bool(_TAKES_A_PERSON.match(text, start)) + bool(_PERSON_BEHIND.match(text, end))
        asked = (4, 3, 2)[sides]
        if sum(sign in _CLEARLY_SOUNDS for sign in name) * 4 < len(name) * asked:
            continue
        if _PLACE.match(text, end) or any(text.startswith(place, start) for place in PLACES):
            continue
        if not in_dictionary(name) or (sides == BOTH and _foreigner(name)):
            yield Span(start, end, Kind.NAME, Reason.NAME_STEM)
    for found in _SHORT.finditer(text):
        if _TAKES_A_PERSON.match(text, found.start()) and _PERSON_BEHIND.match(text, found.end()):
            yield Span(found.start(), found.end(), Kind.NAME, Reason.NAME_STEM)


def _foreigner(name: str) -> bool:
    return [known.tag for known in tagged(name)] in (["nr"], ["nrt"], ["nrfg"])


def _sounds_foreign(name: str) -> bool:
    """Half of its signs or more are those that write sounds, and it is no word and no place."""
    if len(name) < SHORTEST_SOUNDED or not _half_typical(name):
        return False
    return name not in PLACES and not in_dictionary(name)


def _half_sounds(name: str) -> bool:
    return sum(sign in _CLEARLY_SOUNDS for sign in name) * 2 >= len(name)


def _half_typical(name: str) -> bool:
    return sum(sign in _TYPICAL for sign in name) * 2 >= len(name)


def _in_arabic_script(text: str) -> Iterator[Span]:
    for cued in _ARABIC_CUE.finditer(text):
        yield Span(cued.start(1), cued.end(1), Kind.NAME, Reason.AFTER_CUE)
    for word in _ARABIC_WORD.finditer(text):
        bare = _ARABIC_ENDING.sub("", word.group())
        if {word.group(), bare} & _NO_ARABIC_NAME:
            continue
        if {word.group(), bare} & UYGHUR_SCRIPT or _ARABIC_PART.fullmatch(bare):
            yield Span(word.start(), word.end(), Kind.NAME, Reason.NAME_STEM)


def _in_tibetan_script(text: str) -> Iterator[Span]:
    if not _ANY_TIBETAN.search(text):
        return
    for cued in _TIBETAN_CUE.finditer(text):
        yield Span(cued.start(1), cued.end(1), Kind.NAME, Reason.AFTER_CUE)
    for told in _TIBETAN_TOLD.finditer(text):
        yield Span(told.start(1), told.end(1), Kind.NAME, Reason.AFTER_CUE)
    for found in _TIBETAN_NAME.finditer(text):
        yield Span(found.start(), found.end(), Kind.NAME, Reason.NAME_STEM)
