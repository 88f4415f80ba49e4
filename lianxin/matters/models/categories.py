"""The tree of categories, and how urgent a matter is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Urgency(models.TextChoices):
    """How fast: the clocks that belong to each are in matters/clocks.py."""

    DANGER = "danger", _("危及安全")
    LIFELINE = "lifeline", _("水电暖气")
    SIMPLE = "simple", _("简单事项")
    ORDINARY = "ordinary", _("一般事项")
    COMPLEX = "complex", _("复杂事项")
    PETITION = "petition", _("信访事项")


class CategoryQuerySet(models.QuerySet["Category"]):
    def in_use(self) -> CategoryQuerySet:
        return self.filter(is_active=True)


class Category(models.Model):
    open_to_all = True

    code = models.CharField(_("代码"), max_length=30, unique=True)
    name = models.CharField(_("名称"), max_length=40)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("上级"),
    )
    words = models.TextField(_("常见说法"), blank=True, help_text=_("一行一个词或一句例子"))
    urgency = models.CharField(
        _("默认缓急"), max_length=10, choices=Urgency.choices, default=Urgency.ORDINARY
    )
    order = models.PositiveIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("启用"), default=True)

    objects = CategoryQuerySet.as_manager()

    class Meta:
        verbose_name = _("分类")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def top(self) -> Category:
        """The heading under which it stands; itself when it is one."""
        return self.parent.top() if self.parent else self

    @property
    def full_name(self) -> str:
        return f"{self.parent.full_name} / {self.name}" if self.parent else self.name
