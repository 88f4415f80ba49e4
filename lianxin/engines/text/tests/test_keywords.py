import time

from lianxin.engines.text.keywords import keywords, keywords_of

HERE = ["三连的滴灌带漏水", "滴灌带又裂了，没人换", "今年滴灌带质量差", "地里的滴灌带都堵了"]
GREETING = ["尊敬的领导您好，王小明反映锅炉停了，谢谢", "领导您好，锅炉不热，谢谢"]
ELSEWHERE = ["食堂晚上没有饭", "工资没有发", "路灯不亮，没有人修", "地里的路不通"]


def test_against_a_background_the_words_of_these_texts_come_first():
    best = keywords(HERE, ELSEWHERE)
    assert (best[0].word, best[0].count) == ("滴灌带", 4)
    assert best[0].score > best[1].score > 0


def test_what_is_common_everywhere_is_no_keyword():
    assert "地里" not in {found.word for found in keywords(HERE, ELSEWHERE)}
    assert keywords(ELSEWHERE, ELSEWHERE) == []


def test_nobody_makes_a_keyword_by_repeating_it():
    flooded = [*HERE, "暖气" * 500]
    assert keywords(flooded, ELSEWHERE)[0].word == "滴灌带"


def test_words_that_belong_together_are_one_term():
    words = {found.word for found in keywords(HERE)}
    assert "滴灌带" in words
    assert not {"滴灌", "带"} & words


def test_greetings_and_persons_are_no_subject():
    words = {found.word for found in keywords(GREETING)}
    assert "锅炉" in words
    assert not {"领导", "您好", "谢谢", "王小明"} & words


def test_one_text_has_its_words_with_their_places():
    text = "锅炉坏了。师傅说锅炉要换配件，配件没到。"
    found = {one.word: one.places for one in keywords_of(text)}
    assert [(place.start, place.end) for place in found["锅炉"]] == [(0, 2), (8, 10)]
    assert all(
        text[place.start : place.end] == word for word, places in found.items() for place in places
    )


def test_limit_and_order_do_not_depend_on_chance():
    assert [found.word for found in keywords(HERE, limit=2)] == [
        found.word for found in keywords(HERE)[:2]
    ]
    assert keywords(HERE, limit=0) == keywords(HERE, limit=-1) == []
    assert keywords(HERE) == keywords(list(reversed(HERE)))


def test_nothing_to_say_is_an_empty_list():
    for texts in ([], [""], ["。。。"], ["😀"], ["的"]):
        assert keywords(texts) == []
    assert keywords_of("") == []


def test_ten_thousand_equal_texts_take_linear_time():
    begun = time.process_time()
    found = keywords(["三连的滴灌带漏水"] * 10_000)
    assert time.process_time() - begun < 3
    assert found[0].count == 10_000
