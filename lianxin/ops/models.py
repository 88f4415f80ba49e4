"""When each recurring job runs next, and how its last run ended."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

WORK = {  # what a job is called before those who keep the place running; the rest by its name
    "lianxin.files.jobs.forget_the_hour": _("抹去匿名附件的收到时刻"),
    "lianxin.files.jobs.sweep": _("清理没有用上的附件"),
    "lianxin.matters.grouping.group_voices": _("整理热点问题"),
    "lianxin.matters.grouping.place_new": _("新诉求归入热点问题"),
    "lianxin.matters.forgetting.forget_sheets": _("清除到期的导入表格"),
    "lianxin.matters.likening.liken": _("比对疑似重复的诉求"),
    "lianxin.matters.learning.suggest": _("按文字建议分类"),
    "lianxin.matters.learning.relearn": _("从归类中学习"),
    "lianxin.matters.searching.settle_search": _("整理搜索索引"),
    "lianxin.matters.jobs.bring_back_queued": _("项目库到期复查"),
    "lianxin.matters.jobs.call_for_the_absent": _("责任人离岗的事项提请另定"),
    "lianxin.matters.jobs.climb_after_silence": _("回访无果的提级"),
    "lianxin.matters.jobs.lapse_offers": _("转办逾期未答复的退回"),
    "lianxin.matters.jobs.remind": _("到期前提醒"),
    "lianxin.matters.jobs.remind_revisits": _("提醒回访"),
    "lianxin.matters.jobs.supervise": _("超期提级督办"),
    "lianxin.matters.jobs.tell_of_reopened": _("通知重新办理"),
    "lianxin.matters.jobs.urge": _("超期催办"),
    "lianxin.matters.jobs.urge_decisions": _("催办会商和审批"),
    "lianxin.matters.jobs.urge_waiting": _("催办受理"),
    "lianxin.ops.jobs.back_up": _("自动备份"),
    "lianxin.ops.jobs.forget_ended_sittings": _("清除已结束的登录"),
    "lianxin.ops.jobs.learn_the_tables": _("整理数据库索引"),
    "lianxin.people.jobs.forget_rosters": _("清除到期的名册"),
    "lianxin.people.jobs.forget_wrong_passwords": _("清除过期的密码错误次数"),
}


class JobRun(models.Model):
    open_to_all = True

    name = models.CharField(max_length=120, primary_key=True)
    next_at = models.DateTimeField()
    last_at = models.DateTimeField(null=True, blank=True)
    count = models.PositiveIntegerField(default=0)
    error = models.TextField(blank=True)

    class Meta:
        verbose_name = _("定时任务")

    def __str__(self) -> str:
        return str(WORK.get(self.name, self.name))
