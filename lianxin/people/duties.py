"""The duties a post can give. They are code, because rules are written with them."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Duty(models.TextChoices):
    OFFICER = "officer", _("政工员")
    LEADER = "leader", _("单位负责人")
    COUNSELLOR = "counsellor", _("关爱专员")
    SYSTEM_ADMIN = "system", _("系统管理员")
    SECURITY_ADMIN = "security", _("安全管理员")
    AUDIT_ADMIN = "audit", _("审计管理员")


ADMINISTRATION = (Duty.SYSTEM_ADMIN, Duty.SECURITY_ADMIN, Duty.AUDIT_ADMIN)
HANDLING = (Duty.OFFICER, Duty.LEADER)
