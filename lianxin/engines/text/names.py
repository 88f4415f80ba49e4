"""Names of persons in running text.

Three ways lead to a name, each with its own evidence: words before it (姓名, 我叫, 联系人), a form
of address after it (师傅, 书记), or its own build (parts joined by a dot, stems of Uyghur and
Kazakh names). A surname alone is no evidence: most surnames are common words too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from .full_names import PERSON_BEHIND, PLACE_BEHIND, full_names
from .givens import COMMON_SURNAMES, GIVEN, NO_GIVEN_NAMES
from .judged import judged
from .peoples import DOTS, end_of_unusual_name, names_of_peoples, start_of_unusual_name
from .personal import Kind, Reason, Span
from .segment import HAN
from .surnames import (
    AFTER_A_NAME,
    AMBIGUOUS,
    COMMON_WORDS,
    COMPOUND,
    NEVER_ALONE,
    NOT_IN_A_NAME,
    SETTLED_BY_MORE,
    SETTLED_BY_TITLE,
    SURNAMES,
    WORDS_BEFORE,
)


def _first(words: str) -> str:
    """Their first signs: looking at one sign is quicker than trying every word."""
    return "".join(sorted({word[0] for word in words.split()}))


_TITLES: Final = (
    "技术员 办事员 业务员 驾驶员 护林员 管理员 安全员 统计员 辅导员 网格员 联络员 调解员 "
    "服务员 售货员 "
    "饲养员 收银员 保洁员 快递员 邮递员 检查员 质检员 出纳 保安 司机 师傅 同志 书记 先生 "
    "女士 小姐 太太 夫人 主任 经理 老师 医生 大夫 护士 支书 指导员 教导员  "
    "政委 队长 连长 团长 科长 处长 所长 局长 厂长 站长 校长 院长 班长 组长 村长 镇长 乡长  "
    "县长 部长 股长 会计 市长 区长 省长 厅长 州长 主席 董事长 会长 社长 科员 干事 总监 总裁  "
    "场长 营长 排长 师长 旅长 司令 参谋 工程师 警官 法官 律师 教练 教授 教师 大姐 大哥 大爷  "
    "大妈 大叔 大伯 大娘 大婶 大嫂 阿姨 叔叔 伯伯 奶奶 爷爷 老板 老板娘 民警 辅警"
)
_TITLE = re.compile(
    rf"(?=[副总老某xX×*＊〇○{_first(_TITLES)}])(?:副|总|老)?(?:{'|'.join(_TITLES.split())}|"
    r"某(?:某|人)?(?![些种个天年月日地处])|[xX×*＊〇○]{1,3}(?![A-Za-z0-9]))"
)
# One sign is a title only behind a common surname, and where nothing goes on: 王哥说, not 王总动员.
_SHORT_TITLE = re.compile(
    r"[哥姐叔婶嫂爷姨伯总董](?![{HAN}])|[哥姐叔婶嫂](?=[说在来去和跟把家他她不也给帮的打找交合收让叫问借欠替送带修看拿开骂])".replace(
        "{HAN}", HAN
    )
)
_COMMON = "".join(sorted((COMMON_SURNAMES - AMBIGUOUS) | set("黄高方万康武白金常任石文游温")))
_STOP = r"[、，。；：！？,;!?)）\s]|$"
_FAMILIAR = re.compile(
    rf"(?<![{HAN}])[小老阿]([{_COMMON}])(?={PERSON_BEHIND.pattern})|"
    rf"(?<=[找问和跟与向给让被请叫由对欠说])[小老阿]([{_COMMON}])(?={_STOP}|[说在和都来去把的])"
)
_CALLED = re.compile(r"姓([^\W\d_a-zA-Z])(?=[的，。、,.！!？?；;：:）)\s]|$)")
_SURNAMES: Final = SURNAMES | COMMON_SURNAMES
_NAMED: Final = (
    "签字 经手人 复核 审核 填表人 制表 记录人 我叫 名叫 叫做 名字叫 名字是 签名 "
    "署名 落款 户名 开户人 收款人 收件人"
)
_FIELD: Final = (
    "目击者 驾驶员 值班员 家长 姓名 名字 联系人 申请人 投诉人 反映人 举报人 报修人 报告人 "
    "经办人 来访人 来信人 被访人  "
    "负责人 来电人 诉求人 写信人 留言人 求助人 监护人 证明人 责任人 受理人 介绍人 担保人  "
    "受害人 嫌疑人 被害人 肇事人 车主 机主 当事人 住户 被举报人 被投诉人 法人代表 法定代表人 "
    " 法人 户主 业主 房东 租户 租客 房客 患者 病人 伤者 死者 职工 员工 本人 我是 丈夫 妻子  "
    "老公 老婆 爱人 儿子 女儿 父亲 母亲 哥哥 姐姐 弟弟 妹妹 邻居 孩子 孙子 孙女 儿媳 媳妇  "
    "女婿 岳父 岳母 公公 婆婆 我爸 我妈 爸爸 妈妈 爷爷 奶奶 外公 外婆 叔叔 伯父 舅舅 姑姑  "
    "姨妈 侄子 侄女 外甥 姐夫 妹夫 嫂子 弟媳 同事 同学 室友 舍友 工友 战友 朋友 老乡 司机  "
    "村民 牧民 队员 社员 工人 保安 保洁 店主 老板 经理 主任 书记 科长 队长 连长 所长 局长  "
    "校长 老师 医生 护士 民警 会计 厨师 教练 证人 被告 原告 党员 干部 护工 学生 残疾人  "
    "低保户 贫困户"
)
_CUE = re.compile(
    rf"(?=[{_first(_NAMED)}{_first(_FIELD)}])"
    rf"(?:(?P<named>{'|'.join(_NAMED.split())})|(?P<field>{'|'.join(_FIELD.split())}))"
)
_MARK = re.compile(r"[ \u3000]{0,2}(?:[:：][ \u3000]{0,2}|名?[叫为是][ \u3000]?|[(（])?")
_FREE_NAME = re.compile(rf"[{HAN}{DOTS}]{{2,20}}(?![{HAN}])")
_HAN_CHARACTER = re.compile(f"[{HAN}]")
# After words that leave no doubt a name may be in another script.
_OTHER_SCRIPT = re.compile(
    r"[A-Z][A-Za-z'’-]{1,20}(?: [A-Z][A-Za-z'’-]{1,20}){0,3}|"
    r"[\u0400-\u04ff]{2,20}(?: [\u0400-\u04ff]{2,20}){0,2}|"
    r"[\u0620-\u06ff]{2,20}(?: [\u0620-\u06ff]{2,20}){0,2}|"
    r"[\u0f00-\u0fff]{2,40}|[\u1820-\u18aa]{2,20}"
)
_OF_PERSONS: Final = frozenset(_TITLES.split()) - {"书记", "主席", "总裁", "司令", "参谋"}
_UNNAMED: Final = frozenset({"某某", "某人", "xx", "XX", "××", "**"})
_PERSONAL_TITLES: Final = (
    "师傅",
    "先生",
    "女士",
    "小姐",
    "大姐",
    "大哥",
    "阿姨",
    "老师",
    "律师",
    "大嫂",
    "大叔",
    "大爷",
)


def names(text: str) -> Iterator[Span]:
    """Spans of names, without cue and title; they may overlap."""
    yield from _after_cues(text)
    yield from _before_titles(text)
    yield from _by_manner(text)
    yield from names_of_peoples(text)
    yield from full_names(text)
    yield from judged(text)


# After a cue ------------------------------------------------------------------------------------


def _after_cues(text: str) -> Iterator[Span]:
    for cue in _CUE.finditer(text):
        mark = _MARK.match(text, cue.end())
        start = mark.end() if mark else cue.end()
        said = mark.group().strip() if mark else ""
        sure = bool(cue["named"]) or bool(said and said[-1] in ":：(（叫")
        end = _end_of_name(text, start, sure=sure)
        if end is None and sure:
            end = _end_of_free_name(text, start, cue)
        if end is None:
            end = end_of_unusual_name(text, start)
        if end is not None:
            yield Span(start, end, Kind.NAME, Reason.AFTER_CUE)


def _end_of_free_name(text: str, start: int, cue: re.Match[str]) -> int | None:
    """Behind 姓名： any short word is one; behind 我叫 at least one in another script."""
    pattern = _FREE_NAME if cue.group() == "姓名" else _OTHER_SCRIPT
    free = pattern.match(text, start) or _OTHER_SCRIPT.match(text, start)
    return free.end() if free else None


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
        strict = not sure and not _settled(text, start, end)
        if _ends_here(text, end, strict=strict) or _whole_given(text, start + family, end):
            return end
    longest = start + family + 2
    if sure and text[start] not in NEVER_ALONE and _plausible(text, start, longest, family):
        return longest
    return None


def _surname_length(text: str, start: int) -> int:
    if text[start : start + 2] in COMPOUND:
        return 2
    return 1 if text[start : start + 1] in _SURNAMES and start < len(text) else 0


def _plausible(text: str, start: int, end: int, family: int) -> bool:
    given = text[start + family : end]
    if end > len(text) or not all(map(_HAN_CHARACTER.match, given)):
        return False
    if family == 1 and text[start : start + 2] in COMMON_WORDS:
        return False
    return not NOT_IN_A_NAME.intersection(given)


def _whole_given(text: str, start: int, end: int) -> bool:
    """Two signs of given names behind a cue and a surname need no more to be believed."""
    given = text[start:end]
    return (
        len(given) == 2
        and GIVEN.issuperset(given)
        and given not in NO_GIVEN_NAMES
        and text[start - 1] in _COMMON
        and not PLACE_BEHIND.match(text, end)
    )


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
        if start is None and title.group() in _OF_PERSONS:
            start = start_of_unusual_name(text, title.start())
        if start is not None:
            yield Span(start, title.start(), Kind.NAME, Reason.BEFORE_TITLE)
    for title in _SHORT_TITLE.finditer(text):
        start = title.start() - 1
        if start >= 0 and text[start] in _COMMON and not _closes_a_word(text, start):
            yield Span(start, title.start(), Kind.NAME, Reason.BEFORE_TITLE)


def _start_of_name(text: str, end: int, title: str) -> int | None:
    for length in (4, 3, 2):
        start = end - length
        if start >= 0 and _whole_name(text, start, end):
            return start
    start = end - 1
    if start < 0 or text[start] not in _SURNAMES:
        return None
    return start if _surname_alone(text, start, title) else None


def _whole_name(text: str, start: int, end: int) -> bool:
    family = _surname_length(text, start)
    if not family or not family <= end - start <= family + 2 or (family == 1 and end - start == 1):
        return False
    if family == 1 and (_closes_a_word(text, start) or not _settled(text, start, end)):
        return False
    if end - start == 2 and family == 1 and _title_of_second(text, start):
        return False
    return _plausible(text, start, end, family)


def _settled(text: str, start: int, end: int) -> bool:
    """An ambiguous surname needs two signs of a given name behind it."""
    if text[start] not in AMBIGUOUS:
        return True
    given = text[start + 1 : end]
    return text[start] in SETTLED_BY_MORE and len(given) == 2 and GIVEN.issuperset(given)


def _title_of_second(text: str, start: int) -> bool:
    """In 找谢刘主任 nobody is called 谢刘: two plain surnames in a row after a word."""
    second = text[start + 1]
    return (
        second in _SURNAMES - AMBIGUOUS
        and start > 0
        and bool(_HAN_CHARACTER.match(text[start - 1]))
    )


def _surname_alone(text: str, start: int, title: str) -> bool:
    if _closes_a_word(text, start):
        return False
    if text[start] not in AMBIGUOUS:
        return True
    if text[start] in SETTLED_BY_MORE and title in _PERSONAL_TITLES:
        return True
    if text[start] in SETTLED_BY_TITLE or title[:2] in _UNNAMED:
        return True
    free = start == 0 or not _HAN_CHARACTER.match(text[start - 1])
    return free and (text[start] not in NEVER_ALONE or title in _PERSONAL_TITLES)


def _closes_a_word(text: str, start: int) -> bool:
    if start == 0:
        return False
    if text[start] == "万" and text[start - 1] in "0123456789一二三四五六七八九十几数百千":
        return True
    return text[start - 1 : start + 1] in WORDS_BEFORE


# By the manner of speaking ----------------------------------------------------------------------


def _by_manner(text: str) -> Iterator[Span]:
    """小王, 老李, and 那个姓赵的."""
    for familiar in _FAMILIAR.finditer(text):
        group = 1 if familiar[1] else 2
        yield Span(familiar.start(group), familiar.end(group), Kind.NAME, Reason.BEFORE_TITLE)
    for called in _CALLED.finditer(text):
        if called[1] in _SURNAMES:
            yield Span(called.start(1), called.end(1), Kind.NAME, Reason.AFTER_CUE)
