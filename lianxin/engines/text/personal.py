"""What a find of personal data is made of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    MOBILE = "mobile"
    LANDLINE = "landline"
    ID_CARD = "id_card"
    BANK_CARD = "bank_card"
    EMAIL = "email"
    ACCOUNT = "account"
    """A QQ number or a WeChat id."""
    PLATE = "plate"
    ADDRESS = "address"
    """The part of an address that leads to a door; the street or estate before it is left."""
    NAME = "name"


class Reason(StrEnum):
    SHAPE = "shape"
    """It looks like one, and nothing else is known."""
    CHECK_DIGIT = "check_digit"
    """It looks like one and its check digit is right."""
    AFTER_CUE = "after_cue"
    """Words before it say what it is: 卡号, 微信, 姓名."""
    BEFORE_TITLE = "before_title"
    """A form of address follows: 师傅, 书记."""
    DOTTED = "dotted"
    """Parts joined by the dot of names: 买买提·艾力."""
    FULL_NAME = "full_name"
    """A common surname and signs of given names, cut off by the dictionary: 张建国来过."""
    NAME_STEM = "name_stem"
    """It contains a stem of Uyghur or Kazakh names in Chinese characters: 古丽, 阿不都."""


@dataclass(frozen=True, slots=True)
class Found:
    """``text[start:end]`` of the text as it was given, what it is taken for, and why."""

    kind: Kind
    start: int
    end: int
    text: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Span:
    """A find before it is cut out of the text."""

    start: int
    end: int
    kind: Kind
    reason: Reason
