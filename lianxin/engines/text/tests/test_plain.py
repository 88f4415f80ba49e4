import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.engines.text.plain import LONGEST, plain, runs


@given(st.text(max_size=200))
def test_every_sign_keeps_its_place(text):
    assert len(plain(text)) == len(text)


@given(st.text(max_size=200))
def test_runs_are_what_stands_there(text):
    spelled = plain(text)
    for run in runs(spelled):
        assert spelled[run.start : run.end] == run.text
        assert not run.text.isspace()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ＡＢｃ１２３", "abc123"),
        ("停\u200b水", "停 水"),
        ("①②㈠", "12㈠"),  # ㈠ would become three signs: it stays
        ("<b onclick=x>停水</b>&nbsp;", " " * 13 + "停水" + " " * 10),
        ("3<5而且a&b", "3<5而且a&b"),
        ("坏\x00了\ud800", "坏 了 "),
        ("ﷺ", "ﷺ"),
        ("", ""),
    ],
)
def test_spellings(text, expected):
    assert plain(text) == expected


def test_nobody_writes_longer_messages():
    assert len(plain("水" * (LONGEST + 5))) == LONGEST


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("停水3天了，没人管", ["停水3天了", "没人管"]),
        ("ياخشىمۇسىز، سۇ يوق", ["ياخشىمۇسىز", "سۇ", "يوق"]),
        ("བོད་ལྗོངས་ཆུ་མེད།", ["བོད", "ལྗོངས", "ཆུ", "མེད"]),
        ("ᠮᠣᠩᠭᠣᠯ ᠪᠢᠴᠢᠭ", ["ᠮᠣᠩᠭᠣᠯ", "ᠪᠢᠴᠢᠭ"]),
        ("сәлем, әлем", ["сәлем", "әлем"]),
        ("cafe\u0301 wi-fi", ["cafe\u0301", "wi", "fi"]),
        ("(╯°□°)╯︵ ┻━┻ 😀👨‍👩‍👧", []),
        ("snake_case", ["snake", "case"]),
    ],
)
def test_runs_of_every_script(text, expected):
    assert [run.text for run in runs(plain(text))] == expected
