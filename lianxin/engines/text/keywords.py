"""The words that tell what texts are about, each with the figure that chose it.

Against a background: the log-likelihood ratio G² of how many texts say a word (T. Dunning,
"Accurate methods for the statistics of surprise and coincidence", Computational Linguistics
19(1), 1993; for keywords: P. Rayson and R. Garside, "Comparing corpora using frequency
profiling", 2000). Counted in texts, not in occurrences, so that nobody makes a keyword by
repeating it. Without a background: term frequency in its logarithm, 1 + ln tf (C. D. Manning,
P. Raghavan and H. Schütze, "Introduction to Information Retrieval", 2008, §6.4.1), summed over
the texts and weighed by part of speech and length, because the rarity of a word is then unknown.

Words that keep to each other's side (滴灌 and 带) are one term.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from .plain import Place
from .segment import Tagged, tagged

SHORTEST: Final = 2
LONGEST: Final = 8
TOGETHER: Final = 0.5
"""Share of the rarer word's texts in which the two must stand side by side to be one term."""
FIRST_TEXTS: Final = 20_000
"""Of more texts than this, every k-th is read: the ranking of the first ten does not need more."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Parts of speech that carry a subject, by the tags of jieba: nouns, verbs, idioms, short forms,
# the dictionary's unknown words. Not: persons (nr), who are no subject, and times.
_WEIGHTS: Final = {
    "n": 1.0, "nz": 1.0, "nt": 1.0, "ns": 0.9, "ng": 0.6, "nrt": 0.6, "l": 0.8, "j": 0.9,
    "i": 0.6, "vn": 0.9, "v": 0.7, "a": 0.4, "an": 0.7, "b": 0.4, "eng": 0.7, "x": 0.7,
}  # fmt: skip
_EMPTY: Final = _words(
    "领导 书记 市长 县长 局长 政府 部门 有关 相关 单位 您好 你好 尊敬 谢谢 感谢 希望 请问 "
    "请求 恳请 恳求 建议 反映 反应 投诉 举报 咨询 求助 问题 情况 事情 现在 目前 今年 去年 "
    "时候 时间 已经 没有 不能 不是 可以 可能 应该 需要 要求 进行 出现 发现 造成 导致 影响 "
    "处理 解决 回复 答复 知道 看到 觉得 认为 表示 说明 告知 通知 来说 这样 那样 这种 怎么 "
    "什么 为什么 如何 是否 老百姓 百姓 群众 居民 市民 职工 大家 我们 他们 本人 一直 一个 "
    "一些 一下 多次 至今 多年 至少 特别 非常 严重 严格 工作 生活 电话 拨打 来电 关注 重视 "
    "帮助 帮忙 辛苦 百忙 打扰 支持 期待 等待 盼望 麻烦 人员 有人 没人 地方 方面 原因 结果 "
    "内容 详情 附件 图片 谢谢您 nbsp http https www com cn"
)


@dataclass(frozen=True, slots=True)
class Keyword:
    """``count`` is in how many texts it stands; ``score`` by the source above, larger is better."""

    word: str
    score: float
    count: int


@dataclass(frozen=True, slots=True)
class Marked:
    """A keyword of one text, with every place where it stands."""

    word: str
    score: float
    places: tuple[Place, ...]


def keywords(
    texts: Sequence[str], background: Sequence[str] | None = None, limit: int = 10
) -> list[Keyword]:
    """The LIMIT best words of TEXTS, best first; of equal ones in the order of the alphabet.

    A BACKGROUND of other texts tells which words are common everywhere; only words said more
    often here than there are taken. No texts, or none with words: an empty list.

    >>> here = ["滴灌带漏水", "三连滴灌带又漏了", "换滴灌带"]
    >>> [found.word for found in keywords(here, ["食堂关门了", "工资没发", "路灯坏了"], 1)]
    ['滴灌带']
    """
    read = [_terms(text) for text in _some(texts)]
    together = _together(read)
    each = [_counted(terms, together) for terms in read]
    counts = Counter(word for found in each for word in found)
    if background:
        others = [_counted(_terms(text), together) for text in _some(background)]
        common = Counter(word for found in others for word in found)
        scores = {
            word: _log_likelihood(count, len(each), common[word], len(others))
            for word, count in counts.items()
        }
    else:
        scores = _by_frequency(each)
    best = sorted(scores, key=lambda word: (-scores[word], -counts[word], word))
    found = [Keyword(word, scores[word], counts[word]) for word in best if scores[word] > 0]
    return found[: max(0, limit)]


def keywords_of(
    text: str, background: Sequence[str] | None = None, limit: int = 10
) -> list[Marked]:
    """The same for one text, each word with its places in it.

    >>> [(found.word, len(found.places)) for found in keywords_of("锅炉坏了，修锅炉", limit=1)]
    [('锅炉', 2)]
    """
    terms = _terms(text)
    together = _together([terms])
    places: dict[str, list[Place]] = defaultdict(list)
    for term in _joined(terms, together):
        places[term.place.text].append(term.place)
    chosen = keywords([text], background, limit)
    return [Marked(one.word, one.score, tuple(places[one.word])) for one in chosen]


def _some(texts: Sequence[str]) -> Sequence[str]:
    return texts[:: math.ceil(len(texts) / FIRST_TEXTS)] if len(texts) > FIRST_TEXTS else texts


def _terms(text: str) -> list[Tagged]:
    return [word for word in tagged(text) if word.tag in _WEIGHTS and word.place.text not in _EMPTY]


def _together(read: Sequence[list[Tagged]]) -> frozenset[tuple[str, str]]:
    """A word and a single sign that stand side by side in half the texts that have either.

    Of a text by itself the places are counted instead of the texts.
    """
    alone: Counter[str] = Counter()
    pairs: Counter[tuple[str, str]] = Counter()
    gathered: type = list if len(read) == 1 else set
    for terms in read:
        alone.update(gathered(term.place.text for term in terms))
        pairs.update(gathered(_neighbours(terms)))
    return frozenset(
        pair
        for pair, count in pairs.items()
        if count > 1 and count >= TOGETHER * max(alone[pair[0]], alone[pair[1]])
    )


def _neighbours(terms: list[Tagged]) -> Iterator[tuple[str, str]]:
    """Two whole words are two keywords; a single sign is the rest of one."""
    for left, right in pairwise(terms):
        sizes = len(left.place.text), len(right.place.text)
        if left.place.end == right.place.start and 1 == min(sizes) < max(sizes) < LONGEST:
            yield left.place.text, right.place.text


def _joined(terms: list[Tagged], together: frozenset[tuple[str, str]]) -> list[Tagged]:
    joined: list[Tagged] = []
    last = ""
    for term in terms:
        before = joined[-1] if joined else None
        if before and before.place.end == term.place.start and (last, term.place.text) in together:
            place = Place(before.place.start, term.place.end, before.place.text + term.place.text)
            joined[-1] = Tagged(place, term.tag)
            last = ""
        else:
            joined.append(term)
            last = term.place.text
    return [term for term in joined if len(term.place.text) >= SHORTEST]


def _counted(
    terms: list[Tagged], together: frozenset[tuple[str, str]]
) -> dict[str, tuple[int, float]]:
    """Each word of one text: how often, and the weight of its part of speech."""
    counted: dict[str, tuple[int, float]] = {}
    for term in _joined(terms, together):
        often, _ = counted.get(term.place.text, (0, 0.0))
        counted[term.place.text] = (often + 1, _WEIGHTS[term.tag])
    return counted


def _by_frequency(each: list[dict[str, tuple[int, float]]]) -> dict[str, float]:
    scores: dict[str, float] = defaultdict(float)
    for counted in each:
        for word, (often, weight) in counted.items():
            scores[word] += (1 + math.log(often)) * weight * math.log2(1 + min(len(word), 4))
    return scores


def _log_likelihood(here: int, texts: int, there: int, others: int) -> float:
    """G² of a word in HERE of TEXTS and THERE of OTHERS; 0 where it is not commoner here."""
    if here * others <= there * texts:
        return 0.0
    rate = (here + there) / (texts + others)
    score = here * math.log(here / (texts * rate))
    if there:
        score += there * math.log(there / (others * rate))
    return 2 * score
