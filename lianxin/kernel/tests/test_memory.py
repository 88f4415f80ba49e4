"""What is remembered for two seconds is asked once in them, and anew afterwards."""

from __future__ import annotations

from lianxin.kernel.memory import SECONDS, ShortMemory


def a_memory():
    asked, now = [], [100.0]

    def ask(key):
        asked.append(key)
        return f"{key}{len(asked)}"

    return ShortMemory(ask, clock=lambda: now[0]), asked, now


def test_it_asks_once_for_each_key_and_again_when_the_time_is_over():
    memory, asked, now = a_memory()
    assert [memory("a"), memory("b"), memory("a")] == ["a1", "b2", "a1"]
    now[0] += SECONDS + 0.1
    assert memory("a") == "a3"
    assert asked == ["a", "b", "a"]


def test_it_forgets_when_it_is_told_that_something_changed():
    memory, _asked, _now = a_memory()
    assert memory("a") == "a1"
    memory.forget()
    assert memory("a") == "a2"


def test_what_could_not_be_found_out_is_not_remembered():
    answers = iter([ValueError("no answer"), "there"])

    def ask(key):
        answer = next(answers)
        if isinstance(answer, ValueError):
            raise answer
        return answer

    memory = ShortMemory(ask)
    try:
        memory("a")
    except ValueError:
        assert memory("a") == "there"
