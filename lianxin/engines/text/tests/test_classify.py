"""Which category a text belongs to: on the first day, after corrections, when nothing fits."""

import pytest

from lianxin.engines.text.classify.assessment import assess, not_worse
from lianxin.engines.text.classify.model import Example, Model, Reason
from lianxin.engines.text.classify.stored import UnfitModel
from lianxin.engines.text.classify.training import train, untrained
from lianxin.engines.text.classify.tree import Label, UnfitTree

TREE = (
    Label("water", "用水", words=("停水", "水压", "滴灌")),
    Label("pay", "工资待遇", words=("工资", "加班费", "社保")),
    Label("pay.late", "拖欠工资", "pay"),
    Label("pay.insurance", "社会保险", "pay", words=("社保", "医保", "养老金")),
    Label("road", "道路交通", words=("路灯", "修路", "班车")),
)
DECIDED = [
    Example(f"{place}的{trouble}，请处理", code)
    for place in ("三连", "五连", "机务队", "加工厂", "学校", "一号小区")
    for trouble, code in (
        ("水管漏了没人修", "water"), ("渠道没有放水", "water"),
        ("上个月的钱还没有发", "pay.late"), ("老板欠钱不给", "pay.late"),
        ("退休手续办不下来", "pay.insurance"), ("报销比例太低", "pay.insurance"),
        ("公交车不停站", "road"), ("坑坑洼洼不好走", "road"),
    )
]  # fmt: skip


def test_the_first_day_knows_the_words_of_the_tree():
    model = untrained(TREE)
    assert model.suggest("我们连队又停水了").code == "water"
    assert model.suggest("社保没有交").code == "pay.insurance"


def test_the_words_that_decided_are_shown_where_they_stand():
    text = "领导您好，五连的路灯全坏了"
    evidence = untrained(TREE).suggest(text).evidence
    assert [one.word for one in evidence] == ["路灯"]
    assert all(text[one.start : one.end] == one.word and one.weight > 0 for one in evidence)


def test_corrections_teach_what_the_tree_does_not_say():
    asked = "二连的钱还没有发"
    assert untrained(TREE).suggest(asked).code is None
    assert train(TREE, DECIDED).suggest(asked).code == "pay.late"


def test_a_file_gives_the_same_answers_and_the_same_bytes():
    model = train(TREE, DECIDED)
    data = model.to_bytes()
    assert train(TREE, DECIDED).to_bytes() == data
    again = Model.from_bytes(data)
    assert again.to_bytes() == data
    assert again.suggest("渠道没有放水").code == "water"


@pytest.mark.parametrize("cut", [0, 10, 300, -1])
def test_a_damaged_file_is_refused(cut: int):
    with pytest.raises(UnfitModel):
        Model.from_bytes(untrained(TREE).to_bytes()[:cut])


def test_a_text_without_anything_known_is_left_alone():
    assert untrained(TREE).suggest("😀😀").reason is Reason.NO_WORDS


def test_a_model_that_unlearned_may_not_replace_another():
    old, new = train(TREE, DECIDED), untrained([Label("water", "用水")])
    held_back = [Example(one.text + "谢谢", one.code) for one in DECIDED]
    assert not_worse(assess(old, held_back), assess(new, held_back))
    assert not not_worse(assess(new, held_back), assess(old, held_back))


def test_a_tree_that_is_none_is_refused():
    for labels in (
        [Label("a", "甲", "b")],
        [Label("a", "甲"), Label("a", "乙")],
        [Label("a", "甲", "a")],
    ):
        with pytest.raises(UnfitTree):
            untrained(labels)
