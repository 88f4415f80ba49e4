"""Guessing of receipt codes is slowed, and nobody who guesses is remembered."""

from __future__ import annotations

import threading

from lianxin.matters.guessing import FREE, WAITING_AT_ONCE, WINDOW_SECONDS, Answer, Guard


class Clock:
    def __init__(self) -> None:
        self.now, self.slept = 0.0, []

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


def test_a_few_wrong_codes_are_answered_at_once():
    clock = Clock()
    guard = Guard(clock, clock.sleep)
    assert {guard.wrong_code() for _ in range(FREE)} == {Answer.AT_ONCE}
    assert clock.slept == []


def test_beyond_the_limit_each_waits():
    clock = Clock()
    guard = Guard(clock, clock.sleep)
    for _ in range(FREE):
        guard.wrong_code()
    assert guard.wrong_code() is Answer.LATER
    assert len(clock.slept) == 1


def test_a_quiet_while_later_nobody_waits():
    clock = Clock()
    guard = Guard(clock, clock.sleep)
    for _ in range(FREE + 5):
        guard.wrong_code()
    clock.now += WINDOW_SECONDS + 1
    assert guard.wrong_code() is Answer.AT_ONCE


def test_only_a_few_wait_at_once_and_the_others_are_sent_away():
    clock, gate, waiting = Clock(), threading.Event(), threading.Semaphore(0)

    def sleep(seconds: float) -> None:
        waiting.release()
        gate.wait(10)

    guard = Guard(clock, sleep)
    for _ in range(FREE):
        guard.wrong_code()
    threads = [threading.Thread(target=guard.wrong_code) for _ in range(WAITING_AT_ONCE)]
    for thread in threads:
        thread.start()
    for _ in threads:
        waiting.acquire()

    assert guard.wrong_code() is Answer.REFUSED
    gate.set()
    for thread in threads:
        thread.join()
    assert guard.wrong_code() is Answer.LATER
