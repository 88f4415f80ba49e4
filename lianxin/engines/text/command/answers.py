"""The verb that looks at replies beside what they reply to, for their writers."""

from __future__ import annotations

from typing import Final

from ..near.batch import pairs
from ..near.compare import Verdict
from ..replies.advice import Advice, Code
from ..replies.check import Check, check
from ..replies.explains import ReplyKind
from .columns import needed
from .job import Job, message
from .tables import opened, written

SHORTEST_COPIED: Final = 30
"""Signs of a reply below which every one is like others."""
KINDS: Final = {
    ReplyKind.EXPLAINS: "有说明",
    ReplyKind.ACTS: "有办理",
    ReplyKind.FORWARDS: "只是转办",
    ReplyKind.THANKS: "只是致谢",
    ReplyKind.ACKNOWLEDGES: "只是告知收到",
}
ADVICE: Final = {
    Code.UNANSWERED: "有没有回应到的地方",
    Code.ONLY_FORWARDS: "只说了转办，没有说结果",
    Code.ONLY_THANKS: "只有感谢，没有内容",
    Code.ONLY_ACKNOWLEDGES: "只说收到，没有内容",
    Code.NOT_ABOUT: "看上去不是答这一件事",
    Code.NO_WHO: "没有说由谁来办",
    Code.NO_WHEN: "没有说什么时候",
    Code.NO_BASIS: "没有写依据",
    Code.PROMISE_WITHOUT_DAY: "答应的事没有日期",
    Code.PROMISE_WITH_DAY: "答应的事有日期，请记下来",
    Code.PROMISE_PAST: "答应的日期已经过了",
    Code.COPIED: "与别的答复大段相同",
    Code.LATE: "已经超期",
    Code.NO_GREETING: "没有称呼",
    Code.NO_DATE: "没有落款日期",
}


def reply(job: Job) -> str:
    """What each reply leaves open; never a grade of whoever wrote it."""
    with opened(job.source, job.columns, job.sheet) as sheet:
        needed(sheet.columns, "内容", "答复")
        at = sheet.columns["答复"]
        long = ((line, row[at]) for line, row in enumerate(sheet.rows, 2))
        found = pairs((line, text) for line, text in long if len(text) >= SHORTEST_COPIED)
    copied = {p.other: p.one for p in reversed(found) if p.verdict is not Verdict.VARIANT}
    rows = looked = 0
    with opened(job.source, job.columns, job.sheet) as sheet:
        at = sheet.columns["答复"]
        with written(job.target, replace=job.replace) as writer:
            more = ("答复是什么", "可以再看的地方", "没有回应到的", "答应的事", "与第几行相同")
            writer.begin("答复检查", [*sheet.header, *more])
            for line, row in enumerate(sheet.rows, 2):
                rows += 1
                if not row[at].strip():
                    writer.row([*row, "没有答复", "", "", "", None])
                    continue
                seen = check(message(row, sheet.columns), row[at])
                looked += bool(seen.advice)
                writer.row([*row, *_told(seen), copied.get(line)])
    return f"共 {rows} 行，{looked} 行有可以再看的地方。结果只供写答复的人参考。"


def _told(seen: Check) -> tuple[str, str, str, str]:
    advice = "；".join(dict.fromkeys(_sentence(one) for one in seen.advice))
    left = "；".join(one.point.text.strip() for one in seen.points if not one.answered)
    promised = "；".join(one.text.strip() for one in seen.promises)
    return KINDS[seen.kind], advice, left, promised


def _sentence(advice: Advice) -> str:
    return ADVICE[advice.code]
