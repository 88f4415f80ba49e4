"""Names of people, as they are written in a file and as they are kept."""

from __future__ import annotations

import re
import unicodedata

MIDDLE_DOT = "·"
_DOTS = re.compile(r"\s*[•‧・∙･⋅·]\s*")
_UNSEEN = re.compile(r"[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
_SPACE = re.compile(r"\s+")
_SPACE_IN_CHINESE = re.compile(r"(?<=[\u3400-\u9fff·]) (?=[\u3400-\u9fff·])")


def tidy_name(text: str) -> str:
    """A name with one kind of middle dot and no space that a table put there.

    >>> tidy_name(" 阿依古丽 • 买买提‧吐尔逊・艾力 ")
    '阿依古丽·买买提·吐尔逊·艾力'
    >>> tidy_name("张　三"), tidy_name("John  Smith")
    ('张三', 'John Smith')
    """
    text = unicodedata.normalize("NFC", _UNSEEN.sub("", _SPACE.sub(" ", text)))
    text = _DOTS.sub(MIDDLE_DOT, text.strip()).strip(MIDDLE_DOT)
    return _SPACE_IN_CHINESE.sub("", text)


def tidy(text: str) -> str:
    """Any other short text: one line, no unseen characters.

    >>> tidy(" 农机\\n手\\u200b ")
    '农机 手'
    """
    return _UNSEEN.sub("", _SPACE.sub(" ", text)).strip()


def sign_in_name(text: str) -> str:
    """Sign-in names are small letters and half-width, however they were typed.

    >>> sign_in_name(" Ａ０１23 ")
    'a0123'
    """
    return unicodedata.normalize("NFKC", tidy(text)).casefold()


SIGN_IN_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")
