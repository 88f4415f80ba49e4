"""Numbers and signs that belong to one person: telephones, cards, accounts, plates.

Shapes: mobile numbers by the national numbering plan (11 digits from 13 to 19); identity cards
by GB 11643 (18 characters, check digit by ISO 7064 MOD 11-2) and the older 15 digits; bank
cards by ISO/IEC 7812 (Luhn); plates by GA 36. The text comes with full-width characters and
dashes already made plain. Digits written as words (一三八…) are read where seven or more signs
of a number stand together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from stdnum import luhn
from stdnum.cn import ric

from .personal import Kind, Reason, Span

CUE_REACH: Final = 10
CARD_DIGITS: Final = (19, 18, 17, 16)

_NOT_IN_NUMBER = r"(?<![0-9])"
_GAP = r"[ -]{0,2}"
_MOBILE = re.compile(
    _NOT_IN_NUMBER
    + (
        rf"(?:[(]?(?:\+|00)?[ ]?86[)]?[ -]{{0,2}})?1{_GAP}[3-9](?:(?:{_GAP}\d){{9}}|"
        rf"\d[.·]\d{{4}}[.·]\d{{4}})(?!\d)"
    ),
    re.ASCII,
)
_LANDLINE = re.compile(
    _NOT_IN_NUMBER + r"(?:(?:\+|00)86[ -]?\(?0?[1-9]\d{1,2}\)?|\(0\d{2,3}\)|0\d{2,3})[ -]{0,2}"
    r"[1-9]\d{2,3}[ -]?\d{4}(?: ?[-转] ?\d{1,6})?(?!\d)",
    re.ASCII,
)
_LOCAL_LINE = re.compile(_NOT_IN_NUMBER + r"[2-9]\d{2,3}[ -]?\d{4}(?!\d)", re.ASCII)
_LONG_ID = re.compile(_NOT_IN_NUMBER + r"[1-8](?:[ -]?\d){16}[ -]?[\dXx](?![0-9A-Za-z])", re.ASCII)
_SHORT_ID = re.compile(_NOT_IN_NUMBER + r"[1-8](?:[ -]?\d){14}(?!\d)", re.ASCII)
_CARD = re.compile(_NOT_IN_NUMBER + r"\d(?:[ -]?\d){15,18}", re.ASCII)
_LONG_NUMBER = re.compile(_NOT_IN_NUMBER + r"\d(?:[ -]?\d){9,23}(?!\d)", re.ASCII)
_PAPER = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{1,2}\d{7,9}(?!\d)", re.ASCII)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64} ?(?:@|[(\[]at[)\]]) ?[A-Za-z0-9-]{1,63}"
    r"(?: ?\. ?[A-Za-z0-9-]{1,63}){1,4}"
)
_IS = r"[ :是为叫()]{0,4}"
_QQ = re.compile(
    rf"(?:QQ|扣扣|企鹅|[qQ]号|秋秋|抠抠)(?:群|号码|号|邮箱)?{_IS}"
    r"([1-9](?:[ -]?\d){4,10})(?!\d)",
    re.IGNORECASE,
)
_WECHAT = re.compile(
    r"(?:微信|薇信|威信|维信|v信|抖音|快手|支付宝|钉钉|微博|小红书|wechat|weixin|(?<![a-z])[vw]x)"
    rf"(?:号码|号|账号|帐号|账户|id|名)?{_IS}"
    r"([a-z][-\w.]{4,18}\w|[1-9]\d{4,10})(?![-\w])",
    re.IGNORECASE | re.ASCII,
)
_PLATE = re.compile(
    r"(?:[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]|WJ[ -]?[\u4e00-\u9fff]?)"
    r" ?[A-HJ-NP-Z][ ·.•-]{0,2}(?=[A-HJ-NP-Z]{0,4}\d)[A-HJ-NP-Z0-9]{4,6}[警学挂领港澳使]?"
    r"(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_PLATE_CUED = re.compile(
    r"(?:车牌号码|车牌号|车牌|牌照|"
    r"车号)[ :是为]{0,3}([A-HJ-NP-Z]?[ ·-]?(?=[A-Z]{0,4}\d)[A-Z0-9]{4,6})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_ID_DATE = re.compile(r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_ID_SHORT_DATE = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_ID_CUE = re.compile(r"身份证|证件|身份号|证号|居民证|社保号|社保卡")
_PAPER_CUE = re.compile(r"护照|通行证|军官证|士兵证|警官证|居住证|残疾证|证件|证号")
_CARD_CUE = re.compile(
    r"卡号|账号|帐号|账户|帐户|银行卡|存折|储蓄卡|工资卡|信用卡|一卡通|的卡|社保卡|汇到|打到|"
    r"转到|退到"
)
_CARD_START = re.compile(r"[3-69]")
_LINE_CUE = re.compile(r"电话|座机|固话|来电|致电|拨打|打|号码|联系方式|传真")
_SEPARATORS = str.maketrans("", "", " -")

_SPOKEN_ROW = {
    **dict(zip("零一二三四五六七八九", "0123456789", strict=True)),
    **dict(zip("〇壹贰叁肆伍陆柒捌玖", "0123456789", strict=True)),
    **dict(zip("○幺弌弍", "0112", strict=True)),
}
_SPOKEN: Final = str.maketrans(_SPOKEN_ROW)
_SPOKEN_SIGNS = "".join(_SPOKEN_ROW)
_SPOKEN_RUN = re.compile(rf"[0-9{_SPOKEN_SIGNS}](?:[ .·-]?[0-9{_SPOKEN_SIGNS}]){{6,}}")
_ANY_SPOKEN = re.compile(f"[{_SPOKEN_SIGNS}]{{3}}")
_ANY_DIGIT = re.compile("[0-9]")


def identifiers(plain: str) -> Iterator[Span]:
    """Spans of all the kinds above; they may overlap."""
    if _ANY_SPOKEN.search(plain):
        plain = _SPOKEN_RUN.sub(lambda run: run.group().translate(_SPOKEN), plain)
    if "@" in plain or "at" in plain:
        for match in _EMAIL.finditer(plain):
            yield Span(match.start(), match.end(), Kind.EMAIL, Reason.SHAPE)
    yield from _accounts(plain)
    if _ANY_DIGIT.search(plain):
        yield from _by_shape(plain)
        yield from _id_cards(plain)
        yield from _bank_cards(plain)
        yield from _after_cues(plain)


def _by_shape(plain: str) -> Iterator[Span]:
    for kind, pattern in (
        (Kind.MOBILE, _MOBILE),
        (Kind.LANDLINE, _LANDLINE),
        (Kind.PLATE, _PLATE),
    ):
        for match in pattern.finditer(plain):
            yield Span(match.start(), match.end(), kind, Reason.SHAPE)


def _id_cards(plain: str) -> Iterator[Span]:
    for match in _LONG_ID.finditer(plain):
        number = match.group().translate(_SEPARATORS).upper()
        # Typing errors break the check digit; the number still leads to the person.
        if ric.is_valid(number):
            yield Span(match.start(), match.end(), Kind.ID_CARD, Reason.CHECK_DIGIT)
        elif _ID_DATE.fullmatch(number, 6, 14) or number.endswith("X"):
            yield Span(match.start(), match.end(), Kind.ID_CARD, Reason.SHAPE)
    for match in _SHORT_ID.finditer(plain):
        number = match.group().translate(_SEPARATORS)
        if _ID_SHORT_DATE.fullmatch(number, 6, 12) and "1" <= number[0] <= "6":
            yield Span(match.start(), match.end(), Kind.ID_CARD, Reason.SHAPE)


def _bank_cards(plain: str) -> Iterator[Span]:
    for match in _CARD.finditer(plain):
        if _cued(_CARD_CUE, plain, match.start()) or not _CARD_START.match(match.group()):
            continue  # cued ones are found below, whatever their digits
        for end in _possible_ends(plain, match):
            if luhn.is_valid(plain[match.start() : end].translate(_SEPARATORS)):
                yield Span(match.start(), end, Kind.BANK_CARD, Reason.CHECK_DIGIT)
                break


def _possible_ends(plain: str, match: re.Match[str]) -> Iterator[int]:
    """Where a card number that starts here may end: after a space the next one may begin."""
    digits = [i for i in range(match.start(), match.end()) if plain[i].isdigit()]
    for count in CARD_DIGITS:
        if len(digits) >= count:
            end = digits[count - 1] + 1
            if not plain[end : end + 1].isdigit():
                yield end


def _accounts(plain: str) -> Iterator[Span]:
    for pattern in (_QQ, _WECHAT):
        for match in pattern.finditer(plain):
            yield Span(match.start(1), match.end(1), Kind.ACCOUNT, Reason.AFTER_CUE)


def _after_cues(plain: str) -> Iterator[Span]:
    for match in _PLATE_CUED.finditer(plain):
        yield Span(match.start(1), match.end(1), Kind.PLATE, Reason.AFTER_CUE)
    for pattern, cue, kind in (
        (_LOCAL_LINE, _LINE_CUE, Kind.LANDLINE),
        (_PAPER, _PAPER_CUE, Kind.ID_CARD),
    ):
        for match in pattern.finditer(plain):
            if _cued(cue, plain, match.start()):
                yield Span(match.start(), match.end(), kind, Reason.AFTER_CUE)
    for match in _LONG_NUMBER.finditer(plain):
        if _cued(_ID_CUE, plain, match.start()):
            yield Span(match.start(), match.end(), Kind.ID_CARD, Reason.AFTER_CUE)
        elif _cued(_CARD_CUE, plain, match.start()):
            yield Span(match.start(), match.end(), Kind.BANK_CARD, Reason.AFTER_CUE)


def _cued(cue: re.Pattern[str], plain: str, start: int) -> bool:
    return bool(cue.search(plain, max(0, start - CUE_REACH), start))
