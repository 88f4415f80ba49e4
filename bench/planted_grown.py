"""Two more parts, whose templates are grown by a nested grammar instead of being listed.

`<rule>` is replaced by one of the rule's right sides, `{slot}` by planted data (`planted`). Both
were written before any figure of theirs was known; SEVENTH was looked at last and never tuned on.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace
from typing import Final

from bench.planted_words import FIFTH, FOURTH

_RULE: Final = re.compile(r"<(\w+)>")
COUNT: Final = 500


def grown(rules: dict[str, str], seed: int) -> tuple[str, ...]:
    """COUNT templates; the right sides of a rule are parted by | and stand in any number."""
    chance = random.Random(seed)
    sides = {name: [side.strip() for side in text.split("|")] for name, text in rules.items()}

    def expand(text: str) -> str:
        return _RULE.sub(lambda rule: expand(chance.choice(sides[rule[1]])), text)

    return tuple(expand("<start>") for _ in range(COUNT))


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_SIXTH = {
    "start": "<person><trouble>，<wish>。|<when><person><deed>。|<told>，<trouble_of_all>。|"
    "<person><deed>，<person>也在场。|<contact>。|<home>，<trouble_of_all>，<contact>。|"
    "<record>。|<people><deed_of_many>。|关于<person><trouble>的情况：<when><talk>。|"
    "<thing>，<contact>。|<praise>。|<other_script>|<money>。|<dialogue>",
    "person": "{han}|{han}|{han}|{han}|{turkic}|{dotted}|{mongol}|{tibetan}|{hui}|<role>{han}|"
    "<role>{turkic}|"
    "{family}<title>|{han}<title>",
    "role": "职工|承包户|新来的大学生|隔壁的|一连的|前夫|工头|堂弟|保管员|驾驶员|二女儿|班里|"
    "摊主|老职工",
    "title": "师傅|主任|连长|老师|大姐|医生|书记|支书|指导员|老板|大妈|律师|叔|哥",
    "when": "上周五|前天夜里|去年秋收时|刚才|今早八点|国庆放假那几天|开会的时候||",
    "trouble": "家的棉花地漏灌|的工伤认定一直没有下来|住的平房裂缝越来越大|今年没有领到地膜补贴|"
    "被停了岗|"
    "的孩子上不了幼儿园|家里断电两天|交的押金不退|的户口迁不进来|在工地上摔断了腿",
    "trouble_of_all": "门口的污水井又冒了|暖气片是凉的|自来水发黄|楼道灯坏了半个月|垃圾没有人拉|"
    "夜里打桩吵得睡不着|路面塌了一块|电梯老是停",
    "deed": "把渠里的水截走了|跟我吵起来|骑车撞了人就跑|答应修路却没有下文|在群里骂人|借走农机不还|"
    "带人来量过地|收了钱没有开票|替我交了水费|打了孩子|家访过两次|喝醉后砸了玻璃|多占了两亩地",
    "deed_of_many": "都没有领到工资|一起去团部问过|轮流值夜班|要求公开账目|为宅基地闹了好几年|"
    "合伙承包了鱼塘",
    "people": "{han}、{han}和{turkic}|{han}跟{han}|{hui}、{han}、{han}|{han}与{tibetan}|"
    "{turkic}、{turkic}|"
    "{family}连长、{family}会计、{family}<title>|{mongol}和{han}",
    "told": "听{han}讲|{family}<title>告诉我|按{han}的说法|我问了{family}<title>|"
    "{turkic}打来电话说|"
    "{han}代大家反映|找到{han}，他说不归他管|上次是{han}登记的",
    "talk": "由{family}<title>找{han}谈话|{han}承认了|经{han}调解未成|派{turkic}上门看过|"
    "请{han}写了检讨|"
    "委托{han}办理",
    "wish": "请给个说法|望领导过问|什么时候能解决|麻烦回电{mobile}|请回复到{email}|希望妥善处理",
    "contact": "有事打{mobile}|我的号码{mobile}，{family}先生|微信同号{mobile}|加我微信：{wechat}|"
    "座机{landline}找{han}|QQ号{qq}|请拨{mobile}（{han}）|邮箱{email}，落款{han}|{han}，{mobile}",
    "home": "我家在昌盛小区{door}|住在二连{door}|锦绣家园{door}|团结社区{door}的{han}家|"
    "收件地址青年路{street}|解放街{street}|门牌{street}|老家属院{door}|五连居民点{door}",
    "record": "来访人{han}，{id}，反映低保|姓名{turkic}，证件{id}|死者{han}，家属{han}|"
    "{han}，身份证：{id}，{mobile}|"
    "值班：{han}；带班：{han}|被调查人{han}，住<door_line>|参会：{han}、{turkic}、{han}|"
    "乘客{han}丢失钱包，内有身份证{id}",
    "door_line": "安居苑{door}|光明巷{street}|七连{door}",
    "thing": "黑色越野车{plate}堵住大门|{plate}超速，车上坐着{han}|摩托{plate}被偷|班车{plate}甩客|"
    "包裹寄给{han}了",
    "praise": "感谢{han}捡到手机交还|{han}同志工作细心，值得表扬|多亏{turkic}把孩子送到医院|"
    "夸一夸护士{han}|"
    "{family}医生半夜出诊|要给{han}送锦旗",
    "money": "请汇到{card}，{han}收|{han}的卡{card}被冻结|账号{card}开户名{turkic}|"
    "{han}借了{han}两万块|"
    "工资打错到{card}|欠条是{han}写的，担保是{han}",
    "other_script": "مېنىڭ ئىسمىم {uyghur_script}، توك يوق.|"
    "ئىسمىم {uyghur_script}، تېلېفونۇم {mobile}.|"
    "ངའི་མིང་{tibetan_script} ཡིན། ལམ་སྐྱོན་ཤོར།",
    "dialogue": "问：谁开的闸？答：{han}。|“{han}呢？”“去团部了。”|{han}：请假一天，母亲住院。|"
    "@{han} 明天来开会|"
    "我是{han}啊，前天来过的|找{han}办的，不是{han}|{han}你好，地里的水什么时候放？|"
    "——{han}，{mobile}",
}  # fmt: skip

SIXTH = replace(
    FOURTH,
    templates=grown(_SIXTH, 6),
    surnames=_words(
        "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 "
        "曹 彭 曾 肖 田 董 潘 袁 于 余 叶 蒋 杜 苏 魏 程 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 "
        "廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 龙 黎 史 陶 贺 毛 郝 顾 "
        "龚 邵 万 覃 武 钱 戴 严 莫 孔 向 常 "
    ),
    compounds=_words("欧阳 上官 司徒 皇甫 诸葛"),
    given=_words(
        "卫国 秀云 桂荣 玉琴 建新 志刚 小丽 晓峰 海军 春燕 学文 世荣 雨桐 子墨 梓轩 一鸣 思琪 "
        "佳琦 俊熙 皓轩 语嫣 亦菲 铁军 来顺 有福 招弟 改霞 拴柱 金锁 长林 怀玉 庭芳 绍华 维军 "
        "继红 耀武 琳 超 鑫 洋 莉 倩 凡 博 越 泽宇 沐阳 可馨 奕辰 依诺 芷若 宏图 学礼 承志 "
        "尚武 天赐 梅 峰 强"
    ),
    long_names=_words(
        "吾提库尔 外力 麦迪娜 凯赛尔 玉苏甫 赛买提 古海尔 热依拉 买尔旦 哈那提 沙拉买提 艾孜木 "
        "依力哈木 帕孜丽亚 加孜拉"
    ),
    dots=_words("· · · • ・ ‧"),
    turkic=_words(
        "阿不都外力 古海尔 热依拉 迪丽拜尔 买尔旦 努尔艾合买提 沙拉买提 吾提库尔 也尔江 哈那提 "
        "别力克 加孜拉 古丽孜拉 赛买提 帕孜丽亚 玉苏甫 麦迪娜 凯赛尔"
    ),
    mongol=_words("乌仁图雅 巴音达来 乌日娜 敖日布 孟和那顺 萨日朗 道尔吉扎布"),
    tibetan=_words("贡嘎朗杰 拉巴顿珠 白玛曲珍 索朗多吉 尼玛旺堆 益西卓玛"),
    hui=_words("马占仓 马国英 马忠孝 杨生莲 丁玉兰 海国荣 穆成林"),
    uyghur_script=_words("ئابدۇۋەلى گۈلمىرە ئەزىز مېھرىبان تۇرسۇنجان"),
    tibetan_script=_words("དོན་གྲུབ་རྒྱལ ལྷ་མོ་སྐྱིད ཚེ་རིང་སྒྲོལ་མ"),
    areas=_words("0995 0994 0731 020"),
    regions=_words("659002 654125 411302 622301"),
    issuers=_words("622848 621700 622150 623052"),
    provinces=_words("新 甘 鲁 皖"),
    accounts=_words("hong_mei79 lao-tian shuiguan3 wxid_m2n3b4"),
    hosts=_words("126.com yeah.net farm.example.cn"),
    doors=_words(
        "{n}-{n}-{r} {n}栋{n}单元{r}室 {h}号楼东头第{h}家 {n}组{n}户 {n}号楼{n}门{r} {n}栋{r}室 "
        "{n}排{n}号 {h}栋{h}单元{r} {n}#{n}-{r} {n}幢{n}单元{r}室 {a}区{n}栋{r}"
    ),
    street_numbers=_words("{n}号附{n}号 {n}号 {n}号{n}栋{n}单元{r}室 {n}-{n}号 {n}号院{n}户"),
)

_SEVENTH = {
    "start": "<open><person><what>。|<open><place>，<nuisance>。|<person><what>，<close>|"
    "<person>和<person>因<quarrel>，<mediator>。|<form>|<where_from>：<person><what>。|<number>|"
    "<quote>|<place>的<person><what>。|<kin>。|<offer>|<script>|<list>。|<seen>",
    "open": "领导好，|你们好！|请问|举报：|再次反映，|不好意思打扰了，|十月二十号|||",
    "person": "{han}|{han}|{han}|{han}|{han}|{turkic}|{turkic}|{hui}|{tibetan}|{mongol}|"
    "{dotted}|<job>{han}|"
    "<job>{turkic}|{family}<rank>|{han}<rank>|老{family}",
    "job": "电工|兽医|水管员|包地的|我同桌|辅警|安全员|会计|油料员|收棉花的|炊事员|连队干部|网格长",
    "rank": "所长|警官|教导员|科长|阿姨|大叔|校长|技术员|组长|先生|女士|总|姐|嫂子",
    "what": "还没有签合同|今年六十二了，养老金停发|在家养病，没有人照看|被羊顶伤|说地已经分完了|"
    "让我们再等一等|"
    "欠着三户人家的工钱|考驾照被退回来|申请过两回廉租房|的葡萄架让风刮倒了|不肯让出机耕道|"
    "拿走了我的工资条|"
    "经常加班到半夜|从滴灌班调走了|家的狗咬人|家羊圈离水源太近|擅自把门锁换了|确实生活困难|"
    "上门核实了情况|"
    "不接电话，也不回信息|去年就退伍了|到现在没拿到补偿",
    "close": "请核实。|盼复。|急！|不知该找谁。|电话{mobile}。|联系我{mobile}。|拜托了。",
    "place": "怡和苑{door}|军垦路{street}|九连{door}|我住的温馨家园{door}|向阳新村{door}|"
    "红星镇北大街{street}|"
    "宿舍{door}|明珠小区{door}",
    "nuisance": "楼上天天漏水|下水堵了|邻居养鸡|空调外机对着窗户|租客{han}半夜唱歌|路灯不亮|"
    "房东{han}不退押金|"
    "燃气没有通|墙皮掉了，找{han}修过一次",
    "quarrel": "浇水|排水沟|一头牛|停车位|楼道堆杂物|借款",
    "mediator": "{family}<rank>调解过|由{han}主持调解|{han}在中间说和|派出所{family}警官出过警|"
    "请{turkic}做了翻译",
    "form": "户主：{han}，成员：{han}、{han}。|{han}/女/{id}/{mobile}|"
    "报修：{han}，<place_short>，{mobile}。|"
    "申请人 {turkic} 证号 {id}|经办：{han} 日期：十一月三日|{han}（户主）{card}|"
    "车主{han} 车号{plate}|"
    "联系人 {han} 电话 {landline}|病人{han}，陪护{han}。",
    "place_short": "和谐小区{door}|迎宾路{street}|十二连{door}",
    "where_from": "六连来信|匿名电话|网上留言|走访记录|意见箱",
    "number": "请打{mobile}找{han}。|办公室{landline}没人接。|把钱退到{card}上，谢谢。|"
    "我的邮箱：{email}。|vx {wechat}|"
    "扣扣{qq}随时在线。|驾驶{plate}的是{han}。|{plate}撞坏护栏逃走了，有人看见是{han}开的。|"
    "传真{landline}，{family}女士收。",
    "quote": "{han}说：“不归我管。”|“我叫{han}，今年上四年级。”|大伙都说{han}人不错。|"
    "是{han}先动的手，{han}只是拉架。|"
    "有人冒充{han}借钱。|连里让{han}去学习，没让{han}去。|除了{han}，谁也没有钥匙。|"
    "替{han}问一下转正的事。|"
    "{han}们几个不服。|叫{han}来说清楚。|把{han}调走吧。|向{han}学习。|跟着{turkic}学剪枝。|"
    "连{han}都不知道。",
    "kin": "我儿子{han}在乌市上班，孙女{han}跟着我|爱人{turkic}，岳父{turkic}|我妈{han}瘫痪在床|"
    "老伴{han}走了三年|"
    "哥哥{han}替我签的字|外甥{han}结婚|公公{han}的抚恤金",
    "offer": "二手收割机出售，找{han}，{mobile}。|转让门面，{family}姐，{mobile}。|"
    "寻人：{han}，男，七十岁，走失时穿蓝衣。|"
    "失物招领：身份证一张，{han}，{id}。|感谢信：{han}和{turkic}救了落水儿童。",
    "script": "ئىسمىم {uyghur_script}، ئۆيۈمگە سۇ كەلمىدى.|"
    "{uyghur_script} ئىسىملىك كىشى، تېلېفون {mobile}.|"
    "ངའི་མིང་ལ་{tibetan_script}་ཟེར། དངུལ་མ་ཐོབ།",
    "list": "今天到岗{han}、{han}、{turkic}、{han}|缺席的是{han}和{tibetan}|"
    "选{han}还是{han}，大家定|"
    "获奖名单：{han} {han} {turkic}|一组{han}，二组{han}|{han}、{mongol}、{hui}|代表{han}发了言",
    "seen": "昨晚看到{han}翻墙进去。|好像{han}也签过字。|看样子{han}知道内情。|"
    "只有{han}一个人值班。|为什么{han}可以，我就不行？|"
    "后来{han}把材料要回去了。|听说{han}要提拔。|不料{han}当场翻脸。|其实{han}早就搬走了。|"
    "据我所知{han}没有参加。|"
    "如果{han}同意就这么办。|因为{han}不在，没办成。",
}  # fmt: skip

SEVENTH = replace(
    FIFTH,
    templates=grown(_SEVENTH, 7),
    surnames=_words(
        "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 马 朱 胡 郭 何 高 林 罗 郑 梁 谢 宋 唐 许 韩 冯 邓 "
        "曹 彭 曾 肖 田 董 潘 袁 蔡 余 叶 蒋 杜 苏 魏 程 吕 丁 任 卢 姚 沈 钟 姜 崔 谭 陆 范 汪 "
        "廖 石 金 韦 贾 夏 付 方 邹 熊 白 孟 秦 邱 侯 江 尹 薛 闫 段 雷 龙 黎 史 陶 贺 毛 郝 顾 "
        "温 樊 兰 殷 施 洪 翟 安 颜 倪 牛 芦 季 俞 章 鲁 葛 申 尤 毕 聂 焦 岳 齐 庄 辛 管 左"
    ),
    compounds=_words("欧阳 夏侯 令狐 尉迟 慕容"),
    given=_words(
        "立军 美英 瑞兰 凤英 国富 兴华 胜利 援朝 卫红 跃进 向阳 小平 晓梅 晓红 文斌 俊英 志华 "
        "亚军 亚男 晨曦 梦洁 雅婷 诗雨 瑾瑜 艺萌 熙媛 煜城 景行 书瑶 明哲 宸 颖 亮 娜 飞 璐 旭 "
        "慧 克勤 秉义 殿臣 润生 根宝 喜来 四海 满堂 秋生 冬生 宝成 占魁 水生 木兰 云龙 银环 君 "
        "丽 明 坤"
    ),
    long_names=_words(
        "木太里甫 热西提 艾孜拜 托乎提 吐送江 祖拉亚提 玛依拉 巴哈尔 沙依兰 叶里扎提 达吾来提 "
        "努尔宝拉提 夏依扎 再乃甫 阿依佐合拉 胡尔西旦"
    ),
    dots=_words("· · · • ． ‧"),
    turkic=_words(
        "凯迪日娅 木太里甫 阿布都热西提 艾孜拜 热比古丽 托乎提 吐送江 祖拉亚提 玛依拉 巴哈尔古丽 "
        "沙依兰 叶里扎提 达吾来提 努尔宝拉提 夏依扎 再乃甫 苏比努尔 阿依佐合拉 胡尔西旦"
    ),
    mongol=_words("才仁加甫 那木吉拉 乌仁其其格 宝力德 娜仁高娃 阿拉坦仓 奥云格日勒"),
    tibetan=_words("仁青卓玛 洛桑尼玛 达瓦扎西 普布卓嘎 德吉央宗 晋美多吉 格桑平措"),
    hui=_words("马小虎 马福梅 妥占英 沙学忠 哈秀兰 白生花 铁万林 买建功"),
    uyghur_script=_words("مۇتەللىپجان ھاۋاگۈل زەينۇرە ئابلەت پەرھاتجان"),
    tibetan_script=_words("པདྨ་མཚོ་མོ བློ་བཟང་ཉི་མ དབང་འདུས་ཚེ་རིང"),
    areas=_words("0997 0999 025 0371"),
    regions=_words("652927 650102 511002 230204"),
    issuers=_words("622609 621226 622908 403392"),
    provinces=_words("新 辽 黑 桂"),
    accounts=_words("lanlan_85 niu-niu66 jdlaoliu wxid_t5y6u7"),
    hosts=_words("sina.cn aliyun.com school.example.com"),
    doors=_words(
        "{n}栋{n}单元{r} {n}号楼{n}单元{r}室 {n}-{n}-{r} {h}号楼西头第{h}家 {n}幢{r} {n}楼{r}室 "
        "{n}排东数第{h}户 {n}组{n}号 {h}单元{r}室 {n}号楼-{n}-{r} {n}栋{n}号"
    ),
    street_numbers=_words("{n}号附{n} {n}号 {n}之{n}号 {n}号楼{n}单元{r}室 {n}号后院"),
)
