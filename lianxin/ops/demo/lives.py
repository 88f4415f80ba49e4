"""How the lives of voices, assigned tasks and promises go on, deed by deed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator
from typing import Any

from django.utils import timezone

from lianxin.matters import codes
from lianxin.matters.actions import (
    accepting,
    assigning,
    closing,
    dialogue,
    extending,
    intake,
    publishing,
    replying,
    revisiting,
    slips,
    transfer,
    verdicts,
)
from lianxin.matters.actions.deciding import decide
from lianxin.matters.models import Category, Closure, Matter, Offer, Reply, Revisit, Voice
from lianxin.matters.said import Said, Spoken
from lianxin.people.calendar import working_calendar
from lianxin.people.models import HANDLING, Duty, Unit, User

Row = dict[str, Any]
Life = Iterator[dt.datetime]
QUICK = ("danger", "lifeline")
CLOSURES = {
    "stage": Closure.STAGED,
    "explain": Closure.EXPLAINED,
    "queue": Closure.QUEUED,
}


class Lives:
    """The people and units of the story, and the course of each thing in it."""

    def __init__(
        self,
        units: dict[str, Unit],
        people: dict[str, User],
        now: dt.datetime,
        chance: random.Random,
    ) -> None:
        self.units, self.people, self.now, self.chance = units, people, now, chance
        self.calendar = working_calendar()

    # When ------------------------------------------------------------------------------------

    def day(self, ago: int) -> dt.datetime:
        """A moment of waking hours, AGO days before the present."""
        today = timezone.localtime(self.now)
        begin = today.replace(hour=0, minute=0, second=0, microsecond=0) - dt.timedelta(days=ago)
        latest = 21 * 60 if ago else max(today.hour * 60 + today.minute - 10, 1)
        return begin + dt.timedelta(minutes=self.chance.randint(min(9 * 60, latest), latest))

    def office(self, hours: float) -> dt.datetime:
        """HOURS of office time after now."""
        return self.calendar.add_work_hours(timezone.localtime(), hours)

    # Who -------------------------------------------------------------------------------------

    def handler(self, voice: Voice) -> User:
        """The nearest who serves the unit and need not keep away."""
        away = set(voice.avoid.values_list("pk", flat=True))
        holding = User.objects.holding(voice.unit, *HANDLING).exclude(pk__in=away)
        nearest: list[User] = sorted(holding, key=lambda person: (-person.unit.depth, person.pk))
        return nearest[0]

    def leader(self, unit: Unit, but: User) -> User:
        holding = User.objects.holding(unit, Duty.LEADER).exclude(pk=but.pk)
        nearest: list[User] = sorted(holding, key=lambda person: (-person.unit.depth, person.pk))
        return nearest[0]

    def someone_of(self, unit: Unit) -> User:
        staff: list[User] = list(User.objects.filter(unit=unit, posts=None).order_by("pk"))
        return self.chance.choice(staff)

    # A voice ---------------------------------------------------------------------------------

    def voice(self, row: Row) -> Life:
        yield self.day(row["day"])
        voice = self.raise_voice(row)
        if row["fate"] == "wait":
            return
        yield self.office(0.3 if row.get("urgency") in QUICK else self.chance.uniform(1, 7))
        handler = self.handler(voice)
        if row["fate"] == "discipline":
            note = "反映的是违纪问题，已转纪检监察机关，请保留有关材料。"  # data
            dialogue.decline(voice, by=handler, kind=Voice.DeclineKind.DISCIPLINE, note=note)
            return
        matter = accepting.accept(
            voice,
            by=handler,
            title=voice.title,
            category=voice.category,
            urgency=row.get("urgency", "ordinary"),
            unit=voice.unit,
        )
        for echo in row["echoes"]:
            yield self.office(0.5)
            same = self.raise_voice(echo)
            yield self.office(0.3)
            accepting.join(same, matter, by=self.handler(same))
        course: Callable[[Row, Matter], Life] = getattr(self, row["fate"], self.settled)
        yield from course(row, matter)

    def raise_voice(self, row: Row) -> Voice:
        unit = self.units[row["unit"]]
        involved = User.objects.filter(name=row["involves"]) if "involves" in row else ()
        category = Category.objects.filter(name=row["category"], parent__isnull=False)
        said = Said(unit, row["body"], row["title"], category.get(), avoid=list(involved))
        key, today = codes.new_form_key(), timezone.localdate()
        match row["channel"]:
            case "anonymous":
                return intake.raise_anonymously(said, form_key=key).voice
            case "named":
                by = self.people[row["by"]] if "by" in row else self.someone_of(unit)
                return intake.raise_named(said, by=by, form_key=key)
            case "slip":
                officer = self.people["chenjing"]
                code = slips.print_slips(unit, 24, by=officer)[0]
                return intake.record_slip(said, by=officer, code=code, on=today)
        spoken = Spoken(row["channel"], today, speaker=row.get("speaker", ""))
        officer = User.objects.holding(unit, Duty.OFFICER).order_by("-unit__path", "pk")[0]
        return intake.record_for(said, spoken, by=officer, form_key=key)

    # How it goes on --------------------------------------------------------------------------

    def settled(self, row: Row, matter: Matter) -> Life:
        """Answered, closed with its type, asked about on the next working day, judged."""
        yield self.office(4 if row.get("urgency") in QUICK else self.chance.uniform(9, 30))
        self.answer(matter, row["reply"])
        yield self.office(self.chance.uniform(3, 8))
        self.close(matter, CLOSURES.get(row["fate"], Closure.SUBSTANTIVE))
        yield self.office(2)
        yield from self.judged(row, matter)
        yield self.office(7)
        self.ask_again(matter, row["stars"])
        if row["stars"] >= 3 and self.chance.random() < 0.4:
            self.publish(row, matter)

    def answer(self, matter: Matter, text: str, kind: str = Reply.Kind.FINAL) -> None:
        matter.refresh_from_db()
        replying.reply(matter, by=matter.owner, text=text, kind=kind)

    def close(self, matter: Matter, closure: str) -> None:
        matter.refresh_from_db()
        note = "" if closure == Closure.SUBSTANTIVE else "已向反映人说明，见答复。"  # data
        in_a_year = timezone.localdate() + dt.timedelta(days=365)
        ending = closing.Ending(closure, note, in_a_year if closure == Closure.QUEUED else None)
        closing.close(matter, ending, by=matter.owner)

    def judged(self, row: Row, matter: Matter) -> Life:
        for voice in Voice.objects.filter(matter=matter):
            step = max(1, min(4, row["stars"] + self.chance.choice([0, 0, 0, 1, -1])))
            if voice.raised_by:
                verdicts.rate(voice, by=voice.raised_by, step=step)
            elif voice.code_hash:
                verdicts.rate_by_code(voice, step=step)
            yield self.office(self.chance.uniform(0.5, 6))

    def ask_again(self, matter: Matter, step: int) -> None:
        matter.refresh_from_db()
        if revisit := Revisit.objects.filter(matter=matter, done_at=None).first():
            revisiting.record_revisit(revisit, by=matter.owner, way=Revisit.Way.PHONE, step=step)

    def publish(self, row: Row, matter: Matter) -> None:
        result = publishing.Result(row["title"], row["body"], row["reply"])
        publishing.publish(matter, result, by=matter.owner)

    stage = explain = queue = solve = settled

    def reopen(self, row: Row, matter: Matter) -> Life:
        yield self.office(12)
        self.answer(matter, row["reply"])
        yield self.office(3)
        self.close(matter, Closure.SUBSTANTIVE)
        yield self.office(20)
        voice = Voice.objects.get(matter=matter)
        assert voice.raised_by
        verdicts.rate(voice, by=voice.raised_by, step=1, comment=row["again"])
        verdicts.ask_to_reopen(voice, by=voice.raised_by, reason=row["again"])
        yield from self.settled({**row, "reply": row["second_reply"], "stars": 3}, matter)

    def answered(self, row: Row, matter: Matter) -> Life:
        yield self.office(10)
        self.answer(matter, row["reply"])

    def in_hand(self, row: Row, matter: Matter) -> Life:
        yield self.office(2)
        for voice in Voice.objects.filter(matter=matter):
            text = "已收到，正在核实，有进展马上告诉您。"  # data
            dialogue.ask(voice, by=matter.owner, text=text)

    def late(self, row: Row, matter: Matter) -> Life:
        yield self.office(16)
        text = "正在与餐厅经营方商谈周末供餐的人手和成本，结果出来后正式答复。"  # data
        self.answer(matter, text, Reply.Kind.INTERIM)

    def offered(self, row: Row, matter: Matter) -> Life:
        yield self.now - dt.timedelta(hours=3)
        reason = "垃圾清运由文体广电服务中心负责的环卫组安排，请接办。"  # data
        transfer.offer(matter, by=matter.owner, to=self.people["liuyang"], reason=reason)

    def meeting(self, row: Row, matter: Matter) -> Life:
        for hours, to in ((5, "liuyang"), (3, "bahar")):
            yield self.now - dt.timedelta(hours=hours)
            offer = self.put_to(matter, to)
            yield self.now - dt.timedelta(hours=hours - 1)
            self.turn_back(offer)

    def bounced(self, row: Row, matter: Matter) -> Life:
        """Refused twice; the meeting is called, the leader decides, and it goes on."""
        for to in ("liuyang", "zhaomin"):
            yield self.office(3)
            offer = self.put_to(matter, to)
            yield self.office(3)
            self.turn_back(offer)
        yield self.office(4)
        matter.refresh_from_db()
        leader = self.people["wangfang"]
        note = "劳动报酬优先办，由社区书记牵头，三连配合。"  # data
        meeting = matter.meetings.get()
        decide(meeting, by=leader, owner=self.people["mahaiyan"], note=note)
        yield from self.settled(row, matter)

    def put_to(self, matter: Matter, to: str) -> Offer:
        matter.refresh_from_db()
        reason = "涉及劳务用工管理，请接办。"  # data
        return transfer.offer(matter, by=matter.owner, to=self.people[to], reason=reason)

    def turn_back(self, offer: Offer) -> None:
        reason, basis = "不属于本单位用工关系。", "团职责清单第七条"  # data
        transfer.turn_back(offer, by=offer.to, reason=reason, basis=basis)

    def extension_asked(self, row: Row, matter: Matter) -> Life:
        yield self.now - dt.timedelta(hours=5)
        self.ask_for_time(matter)

    def ask_for_time(self, matter: Matter) -> None:
        matter.refresh_from_db()
        until = self.calendar.closing(self.calendar.add_workdays(timezone.localdate(matter.due), 3))
        reason = "需等待外部单位配合，已约好时间。"  # data
        extending.ask_for_time(matter, by=matter.owner, until=until, reason=reason)

    def extended(self, row: Row, matter: Matter) -> Life:
        yield self.office(20)
        self.ask_for_time(matter)
        yield self.office(4)
        extension = matter.extensions.get()
        agreed = "同意。"  # data
        extending.approve(extension, by=self.leader(matter.unit, matter.owner), note=agreed)
        yield from self.settled({**row, "fate": "solve"}, matter)

    # Without a voice -------------------------------------------------------------------------

    def assignment(self, row: Row) -> Life:
        yield self.day(row["day"])
        by, to = self.people[row["by"]], self.people[row["to"]]
        task = assigning.Task(row["title"], row["summary"], to.unit)
        matter = assigning.assign(task, by=by, to=to)
        yield self.office(3)
        transfer.take_over(matter.offers.get(), by=to)
        if row["done"]:
            yield self.office(35)
            matter.refresh_from_db()
            self.close(matter, Closure.SUBSTANTIVE)

    def promise(self, row: Row) -> Life:
        yield self.day(row["day"])
        by = self.people[row["by"]]
        until = timezone.localdate() + dt.timedelta(days=row["days"])
        matter = assigning.promise(by=by, what=row["title"], whom=row["to"], until=until)
        if row["kept"]:
            yield self.office(14)
            self.close(matter, Closure.SUBSTANTIVE)
