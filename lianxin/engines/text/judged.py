"""Han names with one clear edge: what stands at both sides and how its signs sound is weighed.

Whatever the dictionary's cutter makes of the sentence, a surname with signs of given names is
judged by points: for signs that hardly occur outside names, for words before it that take a
person, for stops and verbs behind it; points are lost where a known word runs across an edge.
Hiding too much is the lesser harm: the bar is set so that it costs few false marks, not none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .full_names import NEVER_AFTER_HAN, PERSON_BEHIND, PLACE_BEHIND, WHAT_FOLLOWS
from .givens import (
    ALSO_GIVEN,
    COMMON_SURNAMES,
    GIVEN,
    HARDLY_ELSEWHERE,
    NO_GIVEN_NAMES,
    POSSIBLY_GIVEN,
    WHOLE_GIVEN,
)
from .personal import Kind, Reason, Span
from .segment import HAN, in_dictionary, tagged
from .surnames import (
    AMBIGUOUS,
    AMBIGUOUS_COMPOUND,
    COMMON_WORDS,
    COMPOUND,
    NOT_IN_A_NAME,
    SETTLED_BY_MORE,
    WORDS_BEFORE,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


BAR: Final = 4
BAR_OF_AMBIGUOUS: Final = 6
CLEAR: Final = 2
LEAST: Final = 2
OF_WHOLE: Final = 3
SHORTEST: Final = 2
_NO: Final = -99
_NO_GIVEN_SIGN: Final = frozenset("叔伯哥姐")
_NO_GIVEN: Final = NO_GIVEN_NAMES | {"连长", "二叔", "大伯", "二哥", "二姐"}
_POINTS: Final[dict[str, int]] = {
    **dict.fromkeys(ALSO_GIVEN | POSSIBLY_GIVEN, 1),
    **dict.fromkeys(GIVEN, 2),
    **dict.fromkeys("超越", 2),
    **dict.fromkeys(HARDLY_ELSEWHERE, 3),
}
_NEVER_GIVEN: Final = NOT_IN_A_NAME.difference(_POINTS)
_SINGLE: Final = COMMON_SURNAMES | SETTLED_BY_MORE | frozenset("于万任江武沙哈妥海铁穆撒")
# Surnames that most people have and that begin few other words.
_HARDLY_WORDS: Final = frozenset(
    "王李张刘陈杨赵吴徐孙朱郭罗郑梁宋唐韩冯邓曹彭肖董潘袁蔡蒋杜魏吕卢姚沈崔谭汪廖贾邹孟秦邱侯薛闫黎郝龚邵"
)
_ALSO_WORDS: Final = frozenset("江时沙哈妥海铁穆撒楚华梅单谈比房池")
_NO_NAMES: Final = frozenset(
    [
        "马王堆",
        "马栏山",
        "黄土岭",
        "胡言",
        "胡杨林",
        "胡杨节",
        "盛世",
        "盛世华",
        "左旗",
        "右旗",
        "房有户",
        "白改黑",
        "盛世耀",
        "盛花语",
        "张正义",
        "毛利",
        "胡杨",
        "司马昭",
        "龙飞凤",
        "梁换柱",
        "盛世",
        "石林",
        "周全",
        "马力",
        "马达",
        "雷锋",
        "雷达",
    ]
)
_CANDIDATE: Final = re.compile(
    rf"(?=((?:{'|'.join(sorted(COMPOUND))}|[{''.join(sorted(_SINGLE))}])[{HAN}]))"
)
# What takes a person behind it: prepositions, verbs of speaking and of giving, words for persons.
_TAKES_A_PERSON: Final = frozenset(
    "的给找请和叫是由被向跟同与让把替听派经按因为对问见告帮骂打有即系等以及或并说着了呼喊劝求托陪送救"
    "员工师户者主人长弟妹姐哥叔婶姨舅姑侄孙婿妻夫父母儿女伴友客匠手生兵丈嫂伯爷奶妈爸居板察官属欠借代"
)
_PERSONS_BEFORE: Final = _words(
    "主任 书记 会计 司机 房东 保安 警察 护士 民警 辅警 厨子 牧民 村民 "
    "居民 社员 技术 出纳 干部 感谢 多亏 关于 安排 委托 通知 联系 上次 "
    "刚才 听说 看到 遇到 发现 举报 投诉 反映 代表 转告 昨天 前天 今天 "
    "上午 下午 晚上 夜里 后来 结果 不料 其实 只有 除了 包括 例如 比如 "
    "尤其 特别 处理 老公 工头 那边 村里 队里 连里 团里 班里 家里 厂里 "
    "乡里 单位 此事 幸好 当年 当时 前年 去年 今年 刚刚 平时 每次 据说 "
    "据悉 原来 终于 还是 就是 都是 可是 但是 所以 于是 现在 目前 以前 "
    "之前 后面 隔壁 对面 楼上 楼下 门卫 机手 干事 雇主 租客 房客 老师 "
    "医生 同学 亲戚 老乡 队友 工友 表弟 表妹 堂哥 堂姐 舅妈 姑父 姨夫 "
    "大伯 小叔 前任 现任 时任 原任 主管 领导 代理 死者 伤者 患者 病人 "
    "逝者 肇事 被告 原告 证人 嫌疑 人员 成员 队员 组员 学员 党员 会员 "
    "店员 船员 球员 演员 教员 文员 好像 如果 因为 "
)
_A_CUE: Final = re.compile(
    r"(?:电话|手机|同志|师傅|先生|女士|老师|主任|支书|书记|你好|您好|大[姐哥叔妈爷]|阿姨|医生|呢|啊|们|"
    r"[哥姐叔婶嫂姨]|本人|等人|一行|名下|写|办|收|谈|登|多|答|承|改|带|喝|擅|长期|确|各|却|先|现|"
    r"至|每|忽|突|故|私|谎|拒|强|威|恐|辱|动|殴|拿|耍|推|盗|赌|闹|催|逼|租|搬|住|户|"
    r"饭钱|工资|钱|货款|欠|交|包|捡|摔|占|考|写|帮|这|那|同意|担任|负责|参|主|经|调|借|替|骑|骂|截|跟|家)"
)
_STOP_BEHIND: Final = re.compile(rf"(?![{HAN}])")
_IS_HAN: Final = re.compile(f"[{HAN}]")


def judged(text: str) -> Iterator[Span]:
    """Spans of such names; they may overlap."""
    done = 0
    for found in _CANDIDATE.finditer(text):
        start = found.start()
        if start < done:
            continue
        end = _end(text, start, len(found[1]) - 1)
        if end:
            yield Span(start, end, Kind.NAME, Reason.FULL_NAME)
            done = end


def _end(text: str, start: int, family: int) -> int:
    """Where the name ends that is believed most; 0 if none is."""
    before = _before(text, start)
    if before == _NO:
        return 0
    best, end = 0, 0
    for given in (2, 1):
        stop = start + family + given
        over = _over(text, start, stop, family, before) if stop <= len(text) else _NO
        if over >= best and (not end or over > best + 1 or _doubtful(text, end)):
            best, end = over, stop
    return end


def _over(text: str, start: int, end: int, family: int, before: int) -> int:
    """Points above what is asked of a name with this surname; below 0 it is none."""
    name = _of_name(text, start, end, family)
    if before + name < 0:
        return _NO
    behind = _behind(text, end)
    clear = before == behind == CLEAR
    given = text[start + family : end]
    sure = family > 1 or text[start] in _HARDLY_WORDS
    if before + behind < CLEAR + (not sure) and (
        given in WHOLE_GIVEN or not all(map(_POINTS.get, given))
    ):
        return _NO
    if _ambiguous(text, start, family):
        bar = BAR if end - start == family + 1 else BAR_OF_AMBIGUOUS
        return before + name + behind - bar if clear else _NO
    return before + name + behind + sure - BAR


def _ambiguous(text: str, start: int, family: int) -> bool:
    if family == 1:
        return text[start] in AMBIGUOUS or text[start] in _ALSO_WORDS
    return text[start : start + 2] in AMBIGUOUS_COMPOUND


def _before(text: str, start: int) -> int:
    """Points of what stands before; _NO where the surname closes or begins another word."""
    sign = text[start - 1] if start else ""
    if not sign or not _IS_HAN.match(sign):
        return _NO if text[start] == "万" and sign.isdigit() else 2
    if sign + text[start] in WORDS_BEFORE or (
        text[start] in NEVER_AFTER_HAN and sign not in _TAKES_A_PERSON
    ):
        return _NO
    if text[max(0, start - 2) : start] in _PERSONS_BEFORE:
        return CLEAR
    if _known(text, start - 1, start + 1) or _known(text, start - 2, start + 1):
        return -2
    if _known(text, start - 1, start + 2) or _known(text, start - 1, start + 3):
        return _NO
    return CLEAR if sign in _TAKES_A_PERSON else 1


def _of_name(text: str, start: int, end: int, family: int) -> int:
    """Points of its signs; fewer where the dictionary knows part of it as another word."""
    whole, given = text[start:end], text[start + family : end]
    if not _could_be_given(given) or _another_word(whole, family):
        return _NO
    if given in WHOLE_GIVEN and not in_dictionary(whole):
        return OF_WHOLE
    points = [_POINTS.get(sign, 0) for sign in given]
    known_family = family == 1 and _known(text, start, start + 2)
    if max(points) < LEAST or (not all(points) and (in_dictionary(given) or known_family)):
        return _NO
    total = sum(points)
    if len(given) == 1 or (in_dictionary(given) and not _a_name(given)):
        total -= 1
    if family == 1 and whole[:2] in COMMON_WORDS:
        return total - 3
    return total - 2 if known_family and not _a_name(whole[:2]) else total


def _could_be_given(given: str) -> bool:
    if given in _NO_GIVEN or given in _NO_GIVEN_SIGN:
        return False
    if given in WHOLE_GIVEN:
        return True
    return all(map(_IS_HAN.match, given)) and not _NEVER_GIVEN.intersection(given)


def _another_word(whole: str, family: int) -> bool:
    return whole in _NO_NAMES or (in_dictionary(whole) and not _a_name(whole, family))


def _behind(text: str, end: int) -> int:
    """Points of what follows; _NO where a place or a firm is made of it."""
    if PLACE_BEHIND.match(text, end) and not _A_CUE.match(text, end):
        return CLEAR if _verb(text, end) else _NO
    if _STOP_BEHIND.match(text, end):
        return 2
    if _crossed(text, end):
        return -2
    if PERSON_BEHIND.match(text, end) or _A_CUE.match(text, end):
        return 2
    if _known(text, end - 2, end + 1):
        return -1
    return CLEAR if tagged(text[end : end + 4])[0].tag in WHAT_FOLLOWS else 0


def _verb(text: str, at: int) -> bool:
    """A verb of two signs that begins with a word for places: 沟通, 组织."""
    first = tagged(text[at : at + 3])[0]
    return first.tag == "v" and len(first.place.text) == SHORTEST


def _doubtful(text: str, end: int) -> bool:
    """In 李敏安排 and 姚越家 the shorter name is meant, if it can stand by itself."""
    return _crossed(text, end) or text[end - 1] not in _POINTS


def _crossed(text: str, end: int) -> bool:
    return _known(text, end - 1, end + 1) or _known(text, end - 1, end + 2)


def _known(text: str, start: int, end: int) -> bool:
    return start >= 0 and end <= len(text) and in_dictionary(text[start:end])


def _a_name(word: str, family: int = 0) -> bool:
    """Whether the dictionary knows this word as the name of a person; not so of 关怀 and 安康."""
    if family and len(word) == SHORTEST and _ambiguous(word, 0, family):
        return False
    return [known.tag for known in tagged(word)] == ["nr"]
