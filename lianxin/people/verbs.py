"""How each deed of people is told in the journal, and what people are told of it."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "unit.founded": _("初始化：建立最上级单位"),
    "unit.added": _("%(by)s 新增单位"),
    "unit.renamed": _("%(by)s 修改单位名称"),
    "unit.reordered": _("%(by)s 调整单位排序"),
    "unit.moved": _("%(by)s 调整单位隶属"),
    "unit.merged": _("%(by)s 合并单位，转出 %(people)s 人、%(posts)s 项任职"),
    "unit.closed": _("%(by)s 撤销单位"),
    "user.added": _("%(by)s 登记人员"),
    "user.edited": _("%(by)s 修改人员资料"),
    "user.transferred": _("%(by)s 调整人员单位"),
    "user.left": _("%(by)s 办理人员离开，结束 %(posts)s 项任职"),
    "user.brought_back": _("%(by)s 办理人员返回"),
    "user.corrected_own": _("%(by)s 更正本人资料"),
    "user.name_asked": _("%(by)s 请求更正本人姓名"),
    "user.signed_in": _("%(by)s 登录"),
    "user.sign_in_failed": _("有人以 %(by)s 的账号登录，密码不对"),
    "user.unknown_sign_in_failed": _("有人以不存在的登录名登录，未成功"),
    "user.locked_out": _("%(by)s 的账号因连续输错密码锁定"),
    "user.unlocked": _("%(by)s 解除账号锁定"),
    "user.password_chosen": _("%(by)s 设置本人密码"),
    "user.first_password_issued": _("%(by)s 发放首次密码"),
    "user.password_reset": _("%(by)s 重置他人密码"),
    "user.sessions_ended": _("%(by)s 结束账号的全部登录"),
    "post.appointed": _("%(by)s 办理任职，自 %(since)s 起"),
    "post.extended": _("%(by)s 调整任职期限"),
    "post.ended": _("%(by)s 结束任职"),
    "post.moved": _("%(by)s 合并单位时转移任职"),
    "post.joined": _("%(by)s 合并单位时合并同一任职"),
    "roster.taken": _("%(by)s 上传名册，%(rows)s 行"),
    "roster.applied": _(
        "%(by)s 导入名册：新增 %(added)s 人、变更 %(changed)s 人、未导入 %(refused)s 行"
    ),
    "roster.discarded": _("%(by)s 删除名册"),
    "roster.passwords_issued": _("%(by)s 按名册发放首次密码 %(people)s 份"),
    "day.set": _("%(by)s 设定 %(day)s 的上班或休息"),
    "day.removed": _("%(by)s 取消 %(day)s 的特别安排"),
}

NOTICES = {
    "user.name_asked": _("有人员请求更正登记的姓名，请核对。"),
    "user.name_settled": _("您请求更正姓名一事已经核对，请查看本人资料。"),
    "user.transferred_with_posts": _("一名在任人员调到了别的单位，请核对其任职是否还合适。"),
    "user.password_reset": _(
        "安全管理员重置了您的密码。如果不是您请求的，请立即与安全管理员联系。"
    ),
    "post.appointed": _("您已担任%(unit)s的%(duty)s。"),
    "post.extended": _("您担任%(unit)s%(duty)s的期限已调整。"),
    "post.ended": _("您不再担任%(unit)s的%(duty)s。"),
}
