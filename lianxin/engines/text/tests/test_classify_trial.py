"""A model is tried as it will be used, and its parts say what they say they do."""

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from lianxin.engines.text.classify import training
from lianxin.engines.text.classify.features import Vocabulary, grams
from lianxin.engines.text.classify.linear import Lesson, fit, shares
from lianxin.engines.text.classify.model import Example
from lianxin.engines.text.classify.tree import Label, Tree

TEXTS = ["停水三天了", "路灯不亮", "停水没人管", "工资没发"]


@pytest.mark.parametrize("known", [0, 1, 7, 5_000])
def test_a_feature_is_found_where_a_search_would_find_it(known: int):
    keys = np.unique(np.random.default_rng(known).integers(1, 1 << 63, known, np.uint64))
    vocabulary = Vocabulary(keys, np.ones(len(keys), np.float32))
    asked = np.concatenate([keys, keys + np.uint64(1), np.zeros(1, np.uint64)])
    place, found = vocabulary.find(asked)
    assert found.tolist() == np.isin(asked, keys).tolist()
    assert (keys[place[found]] == asked[found]).all()


def test_what_lies_behind_the_two_strongest_counts_a_tenth():
    given = shares(np.log([[8.0, 4.0, 2.0, 1.0]]))
    assert given == pytest.approx(np.array([[8, 4, 0.2, 0.1]]) / 12.3)
    assert shares(np.zeros((1, 3))) == pytest.approx(np.full((1, 3), 1 / 3))
    assert shares(np.log([[3.0, 1.0]])) == pytest.approx(np.array([[0.75, 0.25]]))


def test_a_text_on_trial_is_read_as_if_it_had_never_been_counted():
    # Each feature in two texts is known; without the second text the third column is in one only.
    features = csr_matrix(np.array([[3.0, 4.0, 0.0], [3.0, 0.0, 4.0], [3.0, 4.0, 4.0]]))
    nothing = np.zeros((3, 0)), np.zeros(0)
    lessons = training.Lessons(Tree(()), features, nothing, np.zeros(3, np.intp), 0)
    rest = lessons._without(features, np.array([1])).toarray()
    assert rest == pytest.approx(np.array([[0.6, 0.8, 0.0], [1.0, 0.0, 0.0], [0.6, 0.8, 0.0]]))


@pytest.mark.parametrize("labels", [[0, 1, 0, 2], [0, 2, 0, 2]])
def test_siblings_with_examples_win_on_them_and_the_others_say_no(labels: list[int]):
    keys = np.unique(grams(TEXTS).key)
    vocabulary = Vocabulary(keys, np.ones(len(keys), np.float32))
    features = vocabulary.matrix(TEXTS).astype(np.float64)
    weights, bias = fit(Lesson(features, np.array(labels), 4), 0)
    assert (features @ weights + bias).argmax(axis=1).tolist() == labels
    assert not weights[:, 3].any()


def test_all_decisions_are_counted_though_a_part_is_tried(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(training, "TRIED", 4)
    tree = (Label("water", "用水"), Label("road", "道路"))
    known = [Example(f"{place}停水", "water") for place in "一二三四五六七八"]
    known += [Example(f"{place}路灯不亮", "road") for place in "一二三四五六七八"]
    assert training.train(tree, known).decisions == 16


def test_only_what_most_texts_say_is_learned(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(training, "FEATURES", 3)
    model = training.train((Label("water", "用水"), Label("road", "道路")), [
        Example(text, code) for text, code in zip(TEXTS * 3, ["water", "road"] * 6, strict=True)
    ])  # fmt: skip
    assert len(model.vocabulary) == 3 + 2
