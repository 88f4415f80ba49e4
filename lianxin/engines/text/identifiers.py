"""Numbers and signs that belong to one person: telephones, cards, accounts, plates.

Shapes: mobile numbers by the national numbering plan (11 digits from 13 to 19); identity cards
by GB 11643 (18 characters, check digit by ISO 7064 MOD 11-2) and the older 15 digits; bank
cards by ISO/IEC 7812 (Luhn); plates by GA 36. The text comes with full-width characters and
dashes already made plain.
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
_MOBILE = re.compile(
    _NOT_IN_NUMBER + r"(?:(?:\+|00)?86[ -]{0,2})?1[ -]{0,2}[3-9](?:[ -]{0,2}\d){9}(?!\d)", re.ASCII
)
_LANDLINE = re.compile(
    _NOT_IN_NUMBER + r"(?:\(0\d{2,3}\)|0\d{2,3})[ -]{0,2}[1-9]\d{2,3}[ -]?\d{4}"
    r"(?:[-转]\d{1,6})?(?!\d)",
    re.ASCII,
)
_LOCAL_LINE = re.compile(_NOT_IN_NUMBER + r"[2-9]\d{2,3}[ -]?\d{4}(?!\d)", re.ASCII)
_LONG_ID = re.compile(_NOT_IN_NUMBER + r"[1-8](?:[ -]?\d){16}[ -]?[\dXx](?![0-9A-Za-z])", re.ASCII)
_SHORT_ID = re.compile(_NOT_IN_NUMBER + r"[1-8]\d{14}(?!\d)", re.ASCII)
_CARD = re.compile(_NOT_IN_NUMBER + r"\d(?:[ -]?\d){15,18}", re.ASCII)
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}"
)
_QQ = re.compile(
    r"(?:QQ|扣扣|企鹅)(?:群|号码|号|邮箱)?[ :是为]{0,3}([1-9]\d{4,10})(?!\d)", re.IGNORECASE
)
_WECHAT = re.compile(
    r"(?:微信|薇信|wechat|weixin|(?<![a-z])vx)(?:号|账号|id)?[ :是为]{0,3}"
    r"([a-z][-\w]{5,19})(?![-\w])",
    re.IGNORECASE | re.ASCII,
)
_PLATE = re.compile(
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-HJ-NP-Z][ ·.-]?(?=[A-HJ-NP-Z]{0,4}\d)[A-HJ-NP-Z0-9]{4,6}[警学挂领]?(?![A-Za-z0-9])"
)
_ID_DATE = re.compile(r"(?:18|19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_ID_SHORT_DATE = re.compile(r"\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
_CARD_CUE = re.compile(r"卡号|账号|帐号|账户|帐户|银行卡|存折|储蓄卡")
_LINE_CUE = re.compile(r"电话|座机|固话|来电|致电|拨打")
_SEPARATORS = str.maketrans("", "", " -")


def identifiers(plain: str) -> Iterator[Span]:
    """Spans of all the kinds above; they may overlap."""
    yield from _by_shape(plain)
    yield from _id_cards(plain)
    yield from _bank_cards(plain)
    yield from _after_cues(plain)


def _by_shape(plain: str) -> Iterator[Span]:
    for kind, pattern in (
        (Kind.MOBILE, _MOBILE),
        (Kind.LANDLINE, _LANDLINE),
        (Kind.EMAIL, _EMAIL),
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
        if _ID_SHORT_DATE.fullmatch(match.group(), 6, 12):
            yield Span(match.start(), match.end(), Kind.ID_CARD, Reason.SHAPE)


def _bank_cards(plain: str) -> Iterator[Span]:
    for match in _CARD.finditer(plain):
        cued = bool(_CARD_CUE.search(plain, max(0, match.start() - CUE_REACH), match.start()))
        for end in _possible_ends(plain, match):
            if luhn.is_valid(plain[match.start() : end].translate(_SEPARATORS)):
                yield Span(match.start(), end, Kind.BANK_CARD, Reason.CHECK_DIGIT)
                break
            if cued:
                yield Span(match.start(), end, Kind.BANK_CARD, Reason.AFTER_CUE)
                break


def _possible_ends(plain: str, match: re.Match[str]) -> Iterator[int]:
    """Where a card number that starts here may end: after a space the next one may begin."""
    digits = [i for i in range(match.start(), match.end()) if plain[i].isdigit()]
    for count in CARD_DIGITS:
        if len(digits) >= count:
            end = digits[count - 1] + 1
            if not plain[end : end + 1].isdigit():
                yield end


def _after_cues(plain: str) -> Iterator[Span]:
    for pattern in (_QQ, _WECHAT):
        for match in pattern.finditer(plain):
            yield Span(match.start(1), match.end(1), Kind.ACCOUNT, Reason.AFTER_CUE)
    for match in _LOCAL_LINE.finditer(plain):
        if _LINE_CUE.search(plain, max(0, match.start() - CUE_REACH), match.start()):
            yield Span(match.start(), match.end(), Kind.LANDLINE, Reason.AFTER_CUE)
