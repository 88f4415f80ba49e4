"""Which category a text belongs to: on the first day, after corrections, when nothing fits."""

import contextlib

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


def test_only_the_parent_is_named_when_the_branch_is_unsure():
    tree = (
        Label("pay", "工资待遇", words=("工资", "待遇")),
        Label("pay.a", "拖欠", "pay"),
        Label("pay.b", "标准", "pay"),
        Label("road", "道路交通", words=("路灯",)),
    )
    suggestion = untrained(tree).suggest("工资待遇有问题")
    assert (suggestion.code, suggestion.reason) == ("pay", Reason.PARENT)


def test_a_merged_category_keeps_what_was_learned_and_a_removed_one_is_left_out():
    tree = tuple(label for label in TREE if label.code != "pay.late")
    merged = train(tree, DECIDED, moved={"pay.late": "pay"})
    dropped = train(tree, DECIDED)
    assert merged.decisions == len(DECIDED)
    assert dropped.decisions == len(DECIDED) - 12
    assert merged.tree.place["pay"] in merged.tree.line(merged.tree.place["pay.insurance"])


def test_a_circle_of_moves_ends():
    assert train(TREE, DECIDED[:1], moved={"water": "x", "x": "y", "y": "x"}).decisions == 1
    assert train(TREE, [Example("水", "x")], moved={"x": "y", "y": "x"}).decisions == 0


def test_a_new_category_is_known_by_its_words_at_once():
    tree = (*TREE, Label("dog", "犬只管理", words=("流浪狗", "遛狗")))
    assert train(tree, DECIDED).suggest("小区里遛狗不牵绳，流浪狗很多").code == "dog"


def test_one_correction_is_enough_to_make_a_model():
    model = train(TREE, DECIDED[:1])
    assert model.decisions == 1
    assert model.suggest("路灯不亮").code == "road"


ODD = [
    "",
    " ",
    "水",
    "😀" * 50,
    "ياخشىمۇسىز",
    "བོད་ལྗོངས།",
    "<p>停水</p>",
    "\ud800停水",
    "\0",
    "|/\\_" * 99,
]


@pytest.mark.parametrize("text", [*ODD, "停水" * 50_000, "a" * 100_000])
def test_no_text_breaks_it(text: str):
    model = untrained(TREE, [text])
    suggestion = model.suggest(text)
    assert all(text[one.start : one.end] == one.word for one in suggestion.evidence)
    assert 0 <= suggestion.probability <= 1
    assert train(TREE, [Example(text[:1_000], "water")] * 3).decisions == 3


def test_an_empty_tree_and_no_texts_give_nothing():
    assert untrained([]).suggest("停水").code is None
    assert untrained(TREE).suggest_many([]) == []
    assert Model.from_bytes(untrained([]).to_bytes()).codes == ()


def test_probabilities_of_siblings_add_up():
    ranked = train(TREE, DECIDED).suggest("五连停水").ranked
    assert sum(share for _, share in ranked) == pytest.approx(1)
    assert [share for _, share in ranked] == sorted((share for _, share in ranked), reverse=True)


def test_a_changed_byte_is_noticed_or_harmless():
    data = bytearray(untrained(TREE).to_bytes())
    for place in range(0, len(data), 97):
        data[place] ^= 0xFF
        with contextlib.suppress(UnfitModel):
            Model.from_bytes(bytes(data)).suggest("停水")
        data[place] ^= 0xFF


def test_an_assessment_counts_what_it_says():
    model = untrained(TREE)
    found = assess(model, [Example("停水了", "water"), Example("路灯坏了", "water")])
    assert (found.count, found.accuracy) == (2, 0.5)
    assert found.by_code["water"].recall == 0.5
    assert found.right == (True, False)


def test_assessments_of_different_decisions_are_not_compared():
    model = untrained(TREE)
    with pytest.raises(ValueError, match="different"):
        not_worse(assess(model, DECIDED[:1]), assess(model, DECIDED[:2]))
