"""A voice: what one person said, by name or with nothing that leads back to them."""

from __future__ import annotations

import datetime as dt
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lianxin.kernel.models import Moving, ScopedQuerySet, UnorderedKey
from lianxin.matters import codes
from lianxin.matters.access import voices as access
from lianxin.matters.models.categories import Category
from lianxin.matters.searching import VOICES
from lianxin.people.models import Unit, User


class Channel(models.TextChoices):
    NAMED = "named", _("本人填写")
    ANONYMOUS = "anonymous", _("匿名")
    SLIP = "slip", _("意见箱纸条")
    VISIT = "visit", _("走访")
    OFFICE = "office", _("来访")
    PHONE = "phone", _("来电")
    PAPER = "paper", _("来信")
    IMPORTED = "imported", _("表格导入")


NAMELESS = (Channel.ANONYMOUS, Channel.SLIP)


class VoiceQuerySet(ScopedQuerySet["Voice"]):
    def rule(self, user: User) -> Q:
        return access.visible(user)

    def visible_to_handler(self, user: User) -> VoiceQuerySet:
        return self.filter(access.handled(user))

    def visible_to_raiser(self, user: User) -> VoiceQuerySet:
        return self.filter(access.raised(user))

    def visible_to_code(self, code: str) -> VoiceQuerySet:
        """The one voice whose receipt this is, or none."""
        return (
            self.filter(code_hash=codes.fingerprint(code)) if codes.is_valid(code) else self.none()
        )

    def visible_to_all_as_counts(self) -> VoiceQuerySet:
        """For counts that pass through engines.disclosure before anybody reads them."""
        return self.all()

    def waiting(self) -> VoiceQuerySet:
        return self.filter(state=Voice.State.WAITING)

    def matching(
        self,
        *,
        q: str = "",
        unit: Unit | None = None,
        channel: str = "",
        category: Category | None = None,
    ) -> VoiceQuerySet:
        """Those that a search names: words of title or body, a unit with its branch."""
        rows = self.filter(VOICES.having(q))
        rows = rows.filter(unit__path__startswith=unit.path) if unit else rows
        rows = rows.filter(channel=channel) if channel else rows
        if category:
            rows = rows.filter(Q(category=category) | Q(category__parent=category))
        return rows

    def unsorted(self) -> VoiceQuerySet:
        """Those whose category no officer has said yet, and that are in no matter."""
        return self.filter(state__in=[Voice.State.WAITING, Voice.State.ARCHIVED], decided=None)

    def suggested(
        self, *, unit: Unit | None = None, category: Category | None = None, sureness: str = ""
    ) -> VoiceQuerySet:
        """Those that the engine has read, by what it suggests."""
        rows = self.filter(suggested__isnull=False)
        rows = rows.filter(unit__path__startswith=unit.path) if unit else rows
        if category:
            under = Q(suggested__category=category) | Q(suggested__category__parent=category)
            rows = rows.filter(under)
        return rows.filter(suggested__category__isnull=sureness == "unsure") if sureness else rows

    def late_to_accept(self, now: dt.datetime) -> VoiceQuerySet:
        return self.waiting().filter(accept_by__lt=now)

    def for_list(self) -> VoiceQuerySet:
        return self.select_related(
            "unit", "category", "raised_by", "recorded_by", "matter__owner", "matter__unit"
        )


def _index_where_filled(field: str, name: str) -> models.Index:
    """A voice is written with most of its keys empty: an empty one needs no place in an index."""
    return models.Index(fields=[field], name=name, condition=Q(**{f"{field}__isnull": False}))


class Voice(Moving):
    class State(models.TextChoices):
        WAITING = "waiting", _("待受理")
        TAKEN = "taken", _("已受理")
        DECLINED = "declined", _("不予受理")
        ARCHIVED = "archived", _("历史件")

    class DeclineKind(models.TextChoices):
        OTHER_OFFICE = "other_office", _("属其他部门职责")
        DISCIPLINE = "discipline", _("检举控告，转纪检监察")
        LAWSUIT = "lawsuit", _("已进入诉讼、仲裁、复议")
        UNCLEAR = "unclear", _("内容不清，已请补充")
        REPEATED = "repeated", _("同一事项已有答复")

    MOVES: ClassVar[dict[str, tuple[frozenset[str], str]]] = {
        "take_in": (frozenset({State.WAITING}), State.TAKEN),
        "decline": (frozenset({State.WAITING}), State.DECLINED),
        "reconsider": (frozenset({State.DECLINED}), State.WAITING),
    }

    id = UnorderedKey()
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.WAITING)
    channel = models.CharField(_("来源"), max_length=10, choices=Channel.choices)
    title = models.CharField(_("主题"), max_length=200)
    body = models.TextField(_("内容"))
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name=_("涉及单位"), db_index=False
    )
    category = models.ForeignKey(
        Category,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("分类"),
        db_index=False,
    )
    raised_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("反映人"),
        db_index=False,
    )
    speaker = models.CharField(_("反映人姓名"), max_length=80, blank=True)
    contact = models.CharField(_("联系方式"), max_length=80, blank=True)
    recorded_by = models.ForeignKey(
        User,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("登记人"),
        db_index=False,
    )
    said_on = models.DateField(_("反映日期"), default=timezone.localdate)
    said_at = models.DateTimeField(_("反映时间"), null=True, blank=True)
    received_on = models.DateField(_("收到日期"), default=timezone.localdate)
    accept_by = models.DateTimeField(_("受理期限"))
    affected = models.PositiveIntegerField(_("涉及人数"), default=1)
    likes = models.PositiveIntegerField(_("点赞数"), default=0)
    dislikes = models.PositiveIntegerField(_("反对数"), default=0)
    avoid = models.ManyToManyField(
        User, through="Avoidance", related_name="+", blank=True, verbose_name=_("需回避的人")
    )
    matter = models.ForeignKey(
        "matters.Matter",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="voices",
        verbose_name=_("事项"),
        db_index=False,
    )
    decline_kind = models.CharField(
        _("不予受理类型"), max_length=20, choices=DeclineKind.choices, blank=True
    )
    decline_note = models.TextField(_("不予受理说明"), blank=True)

    code_hash = models.CharField(
        _("回执码的密钥摘要"), max_length=64, null=True, blank=True, unique=True
    )
    tag = models.CharField(_("公告标签"), max_length=8, blank=True)
    form_key = models.CharField(
        _("表单的密钥摘要"), max_length=64, null=True, blank=True, unique=True
    )
    source = models.CharField(_("来源系统"), max_length=60, blank=True)
    source_id = models.CharField(_("来源编号"), max_length=80, blank=True)
    imported_in = models.ForeignKey(
        "matters.Import",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("导入批次"),
        db_index=False,
    )

    objects = VoiceQuerySet.as_manager()

    class Meta:
        verbose_name = _("诉求")
        ordering = ["-received_on", "pk"]
        indexes = [
            models.Index(fields=["state", "received_on"], name="voice_waiting"),
            models.Index(fields=["unit", "state", "received_on"], name="voice_of_unit"),
            models.Index(fields=["-received_on", "id"], name="voice_latest"),
            _index_where_filled("raised_by", "voice_of_person"),
            _index_where_filled("recorded_by", "voice_of_recorder"),
            _index_where_filled("category", "voice_of_category"),
            _index_where_filled("matter", "voice_of_matter"),
            _index_where_filled("imported_in", "voice_of_import"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~Q(source_id=""),
                name="voice_imported_once",
            ),
            models.CheckConstraint(
                condition=~Q(channel__in=["anonymous", "slip"])
                | Q(
                    raised_by__isnull=True,
                    said_at__isnull=True,
                    speaker="",
                    contact="",
                    source_id="",
                    code_hash__isnull=False,
                ),
                name="anonymous_voice_leads_to_nobody",
            ),
            models.CheckConstraint(
                condition=~Q(channel="anonymous") | Q(recorded_by__isnull=True),
                name="anonymous_voice_has_no_recorder",
            ),
            models.CheckConstraint(
                condition=~Q(state="taken") | Q(matter__isnull=False),
                name="voice_taken_in_has_a_matter",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_nameless(self) -> bool:
        return self.channel in NAMELESS

    def turns(self) -> int:
        """How many messages there are: what a page showed when something was written on it."""
        return self.messages.count()

    @property
    def was_recorded_late(self) -> bool:
        """Written down on a later day than it was said: shown as 补录 wherever it stands."""
        return self.said_on < self.received_on

    def who(self) -> str:
        """The name to show beside the voice; for a nameless one, that it has none."""
        if self.is_nameless:
            return str(_("匿名"))
        return str(self.raised_by or self.speaker or _("未留名"))


class Avoidance(models.Model):
    """Someone who must not see a voice. Its key is random too: an order would tell the hour."""

    reached_through = "voice"

    id = UnorderedKey()
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="avoidances")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("回避")
        constraints = [
            models.UniqueConstraint(fields=["voice", "user"], name="avoided_once"),
        ]

    def __str__(self) -> str:
        return f"{self.voice_id} – {self.user_id}"


class Side(models.TextChoices):
    PERSON = "person", _("反映人")
    OFFICE = "office", _("承办方")
    SYSTEM = "system", _("系统")


class Message(models.Model):
    """One turn of the dialogue about a voice; the person's side keeps the day only."""

    reached_through = "voice"

    id = UnorderedKey()
    voice = models.ForeignKey(Voice, models.CASCADE, related_name="messages")
    turn = models.PositiveIntegerField()
    side = models.CharField(max_length=10, choices=Side.choices)
    by = models.ForeignKey(User, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField(_("内容"))
    on = models.DateField(_("日期"), default=timezone.localdate)
    at = models.DateTimeField(null=True, blank=True)
    read_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("往来")
        ordering = ["voice", "turn"]
        constraints = [
            models.UniqueConstraint(fields=["voice", "turn"], name="message_turn_once"),
        ]

    def __str__(self) -> str:
        return f"{self.voice_id} #{self.turn}"


class SlipBatchQuerySet(ScopedQuerySet["SlipBatch"]):
    def rule(self, user: User) -> Q:
        return access.visible_slips(user)

    def for_list(self) -> SlipBatchQuerySet:
        used = models.Count("slips", filter=Q(slips__used_on__isnull=False))
        return self.select_related("unit", "by").annotate(used=used).order_by("-at", "pk")


class SlipBatch(models.Model):
    """Codes printed ahead on slips for a paper box; the codes themselves are not kept."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("单位"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("印制人"))
    at = models.DateTimeField(_("印制时间"), default=timezone.now)
    count = models.PositiveIntegerField(_("张数"))

    objects = SlipBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("纸条批次")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.unit} {self.at:%Y-%m-%d} ×{self.count}"


class Slip(models.Model):
    reached_through = "batch"

    code_hash = models.CharField(max_length=64, primary_key=True)
    batch = models.ForeignKey(SlipBatch, models.CASCADE, related_name="slips")
    used_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("纸条")

    def __str__(self) -> str:
        return f"slip of {self.batch_id}"
