"""A hint before sending: what in the text could tell who wrote it."""

from __future__ import annotations

from lianxin.matters.names import KEPT_SECONDS, Names, masked, telling
from lianxin.people.models import User

TEXT = "我是李强，电话13812345678，住3号楼2单元501室。阿依古丽•买买提也在。"


def test_names_of_the_site_numbers_and_addresses_are_found_with_what_they_are(cast):
    found = {(one.text, one.label) for one in telling(TEXT)}
    assert ("13812345678", "手机号") in found
    assert any("李强" in text and label == "姓名或称呼" for text, label in found)
    assert any("501" in text and label == "门牌地址" for text, label in found)


def test_the_masked_version_holds_none_of_them(cast):
    text = masked(TEXT + "王芳也知道。")
    for told in ("李强", "13812345678", "501", "阿依古丽", "王芳"):
        assert told not in text
    assert "也知道" in text


def test_an_ordinary_text_gets_no_hint(cast):
    assert telling("食堂夜班没有热饭，希望延长供餐时间。") == []


def test_the_names_are_read_once_a_minute(cast, django_assert_num_queries):
    now = [0.0]
    names = Names(lambda: now[0])
    with django_assert_num_queries(1):
        assert names.in_text("李强和赵敏来过") == ["李强", "赵敏"]
        assert names.in_text("王芳来过") == ["王芳"]
    User.objects.create_user("he", name="何平", unit=cast.first)
    assert names.in_text("何平来过") == []
    now[0] += KEPT_SECONDS + 1
    assert names.in_text("何平来过") == ["何平"]
