"""The words of the two parts of the grammar in `planted`. All are made up or common first names."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    templates: tuple[str, ...]
    surnames: tuple[str, ...]
    compounds: tuple[str, ...]
    given: tuple[str, ...]
    long_names: tuple[str, ...]
    dots: tuple[str, ...]
    turkic: tuple[str, ...]
    mongol: tuple[str, ...]
    tibetan: tuple[str, ...]
    hui: tuple[str, ...]
    uyghur_script: tuple[str, ...]
    tibetan_script: tuple[str, ...]
    mobile_forms: tuple[str, ...]
    landline_forms: tuple[str, ...]
    areas: tuple[str, ...]
    id_forms: tuple[str, ...]
    regions: tuple[str, ...]
    issuers: tuple[str, ...]
    plate_forms: tuple[str, ...]
    provinces: tuple[str, ...]
    accounts: tuple[str, ...]
    hosts: tuple[str, ...]
    doors: tuple[str, ...]
    street_numbers: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FIRST = Part(
    templates=(
        "您好，我叫{han}，家里停水三天了，电话{mobile}。",
        "请联系{family}师傅，手机号是{mobile}，他管这一片。",
        "反映人：{han}，身份证号{id}，联系电话：{landline}。",
        "我是{turkic}，想问低保什么时候发，打{mobile}就行。",
        "{dotted}家的羊圈被水淹了，请尽快来人。",
        "昨天{han}把水闸关了，我们地里没有水。",
        "工资卡是{card}，已经两个月没有到账。",
        "那辆{plate}的车天天堵在单元门口。",
        "我住幸福小区{door}，暖气一直不热。",
        "材料请发到{email}，或者加QQ{qq}。",
        "微信号{wechat}，加的时候说是食堂的事。",
        "投诉人{han}，住址：和平街{street}，楼下烧烤油烟大。",
        "{family}主任答应过，让{han}去处理，到现在没有结果。",
        "联系人{mongol}，电话{mobile}，草场补贴的事。",
        "{tibetan}说路上有冰，让我来反映。",
        "我们班的{hui}老师请假了，没有人代课。",
        "ئىسمىم {uyghur_script}، سۇ يوق.",
        "ངའི་མིང་ལ་{tibetan_script}་ཟེར། ཆུ་མེད།",
        "和{han}、{han}三个人一起去问过，都说不知道。",
        "本人{han}（身份证{id}），申请公租房排了两年。",
        "三连家属区{door}门口的路灯不亮。",
        "请把补偿款打到{card}，户名{han}。",
        "家里座机{local}，白天有人接。",
        "{family}某某在网上发我的照片，车牌{plate}。",
        "邻居{turkic}的摩托车{plate}挡着消防通道。",
        "小{family}和老{family}都看见了，可以作证。",
    ),
    surnames=_words("王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢"),
    compounds=_words("欧阳 司马 上官 诸葛"),
    given=_words(
        "伟 芳 秀英 建国 丽娟 志强 晓明 海燕 国庆 桂兰 玉梅 文博 雨欣 子涵 浩然 铁柱 春花 "
        "德胜 红 军 小龙 雪梅 永刚 淑珍 俊杰 思远 梓萱 金凤 新民 长江"
    ),
    long_names=_words(
        "买买提 艾力 吐尔逊 阿依古丽 热合曼 库尔班 努尔兰 赛力克 阿不都 玉素甫 古丽娜 帕提曼 "
        "木拉提 叶尔肯"
    ),
    dots=_words("· • ・ ‧ ."),
    turkic=_words(
        "阿依古丽 买买提江 吐尔逊江 古丽娜尔 努尔古丽 艾合买提 库尔班江 叶尔兰 迪丽努尔 "
        "阿迪力江"
    ),
    mongol=_words("巴特尔 乌云其其格 额尔敦 斯琴高娃 那仁花 布和"),
    tibetan=_words("扎西次仁 卓玛拉姆 多吉才让 旦增卓嘎 格桑央金"),
    hui=_words("马明 马玉花 马哈木 丁学军 哈志刚 白小红"),
    uyghur_script=_words("ئايگۈل مۇھەممەد تۇرسۇن گۈلنار ئابلىكىم"),
    tibetan_script=_words("བཀྲ་ཤིས་ཚེ་རིང སྒྲོལ་མ་ལྷ་མོ རྡོ་རྗེ"),
    mobile_forms=(
        "plain", "plain", "spaces", "dashes", "+86", "0086", "wide", "spoken",
        "blanks between all",
    ),
    landline_forms=_words("dash brackets space joined extension wide"),
    areas=_words("0991 010 0993 021"),
    id_forms=(
        "18", "18", "spaces 6-8-4", "15", "wide", "small x", "one digit wrong",
    ),
    regions=_words("650104 652301 610112 410105"),
    issuers=_words("622202 621700 6228480"),
    plate_forms=(
        "joined", "dot", "space", "green", "green dot", "wide", "small",
    ),
    provinces=_words("新 陕 京"),
    accounts=_words("zhang_wei88 lixia2020 wxid-a1b2c3 xiaoma_0991"),
    hosts=_words("qq.com 163.com mail.example.com.cn"),
    doors=_words(
        "{n}栋{n}单元{r}室 {n}号楼{n}单元{r} {n}-{n}-{r} {h}号楼{h}单元{r}室 {n}栋{r} "
        "{n}排{n}号"
    ),
    street_numbers=_words("{n}号{n}栋{n}单元{r}室 {n}号 {n}号院{n}号楼{r}"),
)  # fmt: skip

SECOND = Part(
    templates=(
        "麻烦转告{han}，他报修的水龙头换好了，有事拨{mobile}。",
        "来信人姓名：{han} 证件号码：{id} 手机：{mobile}",
        "我爱人{han}在二分厂上班，工伤认定材料交上去半年了。",
        "找过{family}科长三回，{family}科长让等通知，等到现在。",
        "村民{dotted}反映，渠道垮了没有人修。",
        "看见{han}开着{plate}往渠里倒垃圾。",
        "补贴一直没发，账户{card}，开户人{han}。",
        "车主请挪车，{plate}停在急救通道上了。",
        "暖气片漏水，地址是金色家园{door}，家里只有老人。",
        "有照片，需要的话写信到{email}。",
        "加我微信 {wechat} 细说，或者扣扣{qq}。",
        "住在光明路{street}的租户半夜打麻将。",
        "听{han}讲，{family}书记已经批了，为什么还不动工？",
        "牧民{mongol}家的草场被占，能打通的号码是{mobile}。",
        "我是{tibetan}的哥哥，他的医药费没有报销。",
        "申请人{hui}，家里五口人，请核实低保，电话 {landline}。",
        "سالام، مېنىڭ ئىسمىم {uyghur_script}، توك يوق.",
        "ང་{tibetan_script}་ཡིན། ལམ་མི་འདུག",
        "同宿舍的{han}、{turkic}、{han}都可以证明。",
        "我的身份证{id}丢了，捡到的请打{landline}。",
        "职工公寓{door}的马桶堵了，{han}留。",
        "退款退到我的卡里：{card}。",
        "打办公室{local}没有人接，打了十几次。",
        "那个姓{family}的保安骂人，我同事{han}在场。",
        "{turkic}和他弟弟{turkic}没有领到滴灌带。",
        "司机{han}，车号{plate}，绕路不打表。",
        "{family}阿姨和{family}大哥一起来的，手机尾号记不清，全号是{mobile}。",
        "此致敬礼！{han} 2026年3月5日",
        "被告{han}欠薪不还，他老婆叫{han}，住翠湖苑{door}。",
    ),
    surnames=_words(
        "唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕 苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 潘 杜 戴 "
        "夏 钟"
    ),
    compounds=_words("皇甫 慕容 尉迟 令狐 东方 夏侯"),
    given=_words(
        "静 磊 桂英 国华 丽萍 卫东 晓燕 海波 建军 玉兰 秀珍 宇轩 欣怡 一诺 天佑 满仓 冬梅 "
        "有才 霞 斌 小虎 凤霞 永强 淑芬 家豪 若曦 雅琴 银花 为民 黎明 振宇 彩云 守义 翠莲 "
        "大勇"
    ),
    long_names=_words(
        "阿卜杜拉 麦麦提 依明 图尔荪 帕丽旦 哈里木拉提 沙吾列 巴合提 努尔别克 加尔肯 热孜万 "
        "祖农 塔依尔 艾尼瓦尔 米吉提 阿孜古丽"
    ),
    dots=_words("· ∙ ･ ● ．"),
    turkic=_words(
        "古丽巴哈尔 麦麦提明 热孜万古丽 阿卜杜外力 玉山江 努尔别克 叶尔江 祖力皮亚 帕尔哈提 "
        "赛比努尔 哈丽旦 吾买尔江"
    ),
    mongol=_words("孟克巴图 其木格 苏日娜 朝鲁 乌日娜 巴雅尔"),
    tibetan=_words("次仁顿珠 洛桑旺堆 央宗 尼玛扎西 德吉卓嘎 桑杰加措"),
    hui=_words("马文军 马秀兰 海建华 撒玉清 马尔撒 拜志明"),
    uyghur_script=_words("ئادىل پاتىگۈل ئابدۇراخمان رەيھان ئەكبەر"),
    tibetan_script=_words("དོན་གྲུབ་རྡོ་རྗེ ལྷ་མོ པདྨ་མཚོ"),
    mobile_forms=(
        "plain", "plain", "plain", "spaces", "other groups", "dots", "+86-", "(86)", "wide",
        "spoken", "half spoken", "hidden blanks",
    ),
    landline_forms=(
        "dash", "wide brackets", "joined", "+86", "long dash", "grouped",
    ),
    areas=_words("0992 0908 029 0371"),
    id_forms=(
        "18", "18", "dashes 6-8-4", "spaces by four", "spaces 3-3-4", "15", "one digit wrong",
    ),
    regions=_words("653101 620102 370102 510104"),
    issuers=_words("623052 621226 955880 436742"),
    plate_forms=(
        "joined", "bullet", "dash", "green", "green truck", "small", "trailer",
    ),
    provinces=_words("新 甘 粤 鲁"),
    accounts=_words("liu.yang1990 ma-xiaohua guli_2015 hello1988abc"),
    hosts=_words("126.com sina.cn bt.example.gov.cn"),
    doors=(
        "{n}幢{n}单元{r}房", "{h}栋{h}单元{h}楼东户", "{n}#{n}单元{r}", "{n}号楼{r}",
        "{a}区{n}-{r}", "{n} 栋 {n} 单元 {r} 室", "{n}座{r}", "{n}号楼{h}门{r}",
    ),
    street_numbers=_words("{n}号附{n}号 {n}号{n}幢{r} {n}弄{n}号{r}室 {h}巷{n}号"),
)  # fmt: skip

THIRD = Part(
    templates=(
        "领导：{han}家的院墙被挖倒了，施工队说不归他们管，{mobile}随时可以打。",
        "{family}会计说表格要重填，{family}老师又说不用，到底听谁的？",
        "我儿子{han}今年上小学，户口本号对应的身份证是{id}。",
        "拖欠我们五个人的工钱：{han}，{han}，{turkic}，{han}，{hui}。",
        "失物：钱包一个，内有{id}身份证、{card}工行卡。",
        "肇事车{plate}跑了，目击者{han}记下了车号。",
        "回执寄{email}，抄送{family}主席。",
        "家住锦绣苑{door}，半夜楼上装修。",
        "老家在团结路{street}，房产证一直没办下来。",
        "{dotted}同志的退休手续卡在哪一步了？",
        "给{tibetan}家修的棚圈漏雨。",
        "{mongol}、{mongol}两户的打草场界线没有划清。",
        "尊敬的领导，我叫{turkic}，家里的电话是{landline}。",
        "物业{family}经理态度差，让我加他的微信（{wechat}）再说。",
        "qq：{qq}，有空联系，我把录像发过去。",
        "مېنىڭ ئىسمىم {uyghur_script}. مائاش بېرىلمىدى.",
        "མིང་ནི་ {tibetan_script} ཡིན།",
        "{han}的母亲瘫痪在床，邻居{han}帮着送饭。",
        "汇款请汇到{card}，谢谢。",
        "门卫室固话{local}一直占线。",
        "驾驶员{turkic}驾驶{plate}超速。",
        "老{family}的地被淹了，小{family}说不赔。",
        "请{han}尽快回电{mobile}，或者打{landline}找{family}大姐。",
        "经手人：{han}。复核：{han}。",
        "宿舍{door}住着{hui}一家五口。",
        "谁认识{han}？他的驾照捡到了，上面的号是{id}。",
        "签字：{han} 电话：{mobile}",
    ),
    surnames=_words(
        "汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 "
        "龙 万 段 雷 钱 汤 尹 黎 易 常 武 乔 贺 赖 龚 文"
    ),
    compounds=_words("司徒 宇文 公孙 轩辕 呼延 赫连"),
    given=_words(
        "鹏 燕 秀兰 国栋 丽华 爱民 小芳 明辉 建平 桂珍 玉霞 文静 雨泽 梦琪 志远 大海 春兰 "
        "富贵 丹 涛 立新 巧玲 永福 淑华 俊豪 思雨 慧敏 银山 新华 长生 嘉怡 婉清 守信 来福 "
        "素云 天明 仁杰 柏林 双喜 翠英"
    ),
    long_names=_words(
        "艾孜买提 阿卜力孜 图尔迪 帕夏古丽 萨依木 胡玛尔 别克波拉提 吾拉孜别克 古丽米拉 "
        "玉苏普江 依米提 木合塔尔 热娜古丽 阿米娜 司马义 海热提 巴合江 库来西"
    ),
    dots=_words("· • ‧ ・ ﹒ ."),
    turkic=_words(
        "阿米娜古丽 吾拉孜别克 依米提江 热娜古丽 司马义江 阿卜力孜 帕夏古丽 木合塔尔 "
        "胡尔西达 叶尔波力 巴合提古丽 祖丽胡玛尔 海热提江"
    ),
    mongol=_words("那木斯来 巴音达拉 乌兰其其格 敖其尔 道尔加 萨仁图雅 孟和巴图 布仁巴雅尔"),
    tibetan=_words("贡布扎西 拉巴次仁 索南卓玛 白玛央金 仁青多吉 达瓦顿珠 普布仓决"),
    hui=_words("马占林 马桂芬 杨生福 冶玉兰 妥永明 苏有福 丁秀英"),
    uyghur_script=_words("ئەخمەت زۇلپىيە ياسىن مەريەمگۈل ئابدۇغېنى تاھىرجان"),
    tibetan_script=_words("བསོད་ནམས་སྒྲོལ་མ རིག་འཛིན ཀུན་དགའ་རྒྱལ་མཚན"),
    mobile_forms=(
        "plain", "plain", "plain", "spaces", "dashes", "other groups", "+86", "(86)", "dots",
        "wide", "spoken", "half spoken", "hidden blanks",
    ),
    landline_forms=(
        "dash", "space", "brackets", "wide brackets", "extension", "grouped", "+86",
    ),
    areas=_words("0994 0997 020 0471"),
    id_forms=(
        "18", "18", "spaces 6-8-4", "dashes 6-8-4", "spaces by four", "15", "wide", "small x",
        "one digit wrong",
    ),
    regions=_words("654001 659001 150102 540102 330106"),
    issuers=_words("621661 622848 601382 456351"),
    plate_forms=(
        "joined", "dot", "bullet", "space", "green", "green dot", "wide", "small",
    ),
    provinces=_words("新 藏 蒙 豫"),
    accounts=_words("zhaolei_77 amina2011 xj-dashu wxid_9k2m4p"),
    hosts=_words("foxmail.com 139.com edu.example.cn"),
    doors=(
        "{n}号楼{n}单元{r}室", "{n}幢{r}室", "{n}-{n}-{r}", "{h}号楼{h}单元{r}",
        "{n} 号楼 {n} 单元 {r}", "{n}栋{n}单元{n}楼西户", "{a}座{r}", "{n}#楼{n}单元{r}室",
    ),
    street_numbers=_words("{n}号 {n}号院{n}栋{r} {n}巷{n}号 {n}号{n}单元{r}室"),
)  # fmt: skip

FOURTH = Part(
    templates=(
        "投诉{family}某某无证经营，住址天山花园{door}，电话{mobile}。",
        "我和{han}合租，房东{family}女士要涨房租。",
        "护林员{turkic}巡山时摔伤，工伤没有人认。",
        "据{han}说，仓库是{family}厂长让拆的。",
        "户主{tibetan}，家庭人口六人，银行卡号{card}。",
        "紧急联系人：{han}（母亲），{mobile}。",
        "老师傅{han}今年退休，他的身份证号是{id}，档案年龄不对。",
        "白色轿车{plate}长期占用残疾人车位，车主电话{mobile}。",
        "{dotted}申请更换户口本上的名字。",
        "孩子的班主任{hui}打电话通知停课，号码是{landline}。",
        "寄件地址：建设路{street}，收件人{han}。",
        "邮箱是{email}，微信{wechat}，都可以找到我。",
        "群主QQ {qq}，天天发广告。",
        "{mongol}大叔的马跑到公路上，差点出事。",
        "ياردەم قىلىڭلار، ئىسمىم {uyghur_script}، تېلېفون {mobile}.",
        "ཞུ་བ་པོའི་མིང་ {tibetan_script} ཡིན། ཁ་པར་ {mobile}",
        "村医{han}和护士{turkic}一直坚守，请表扬。",
        "门牌：惠民小区{door}，水表转得飞快。",
        "{han}：请假三天，联系电话{mobile}。",
        "{family}队长、{family}技术员都看过地里的旱情了。",
        "食堂大厨{han}做的菜太咸，{family}经理不管。",
        "低保证号后面写着{id}，姓名{turkic}，核对有误。",
        "退伍军人{han}，优抚金打错账户，正确的是{card}。",
        "值班电话{local}响了没人接，是不是{han}值班？",
        "女儿{han}考上大学，助学贷款证明找谁开？",
        "受伤的工友叫{han}，现在住院，家属{family}大嫂电话{mobile}。",
        "车牌号{plate}的货车撒了一路沙子。",
        "卖瓜的{turkic}·{turkic}欠我运费。",
    ),
    surnames=_words(
        "阎 詹 关 兰 殷 施 陶 洪 翟 安 颜 倪 严 牛 温 芦 季 俞 章 鲁 葛 伍 韦 申 尤 毕 聂 丛 "
        "焦 向 柳 邢 骆 岳 齐 沿 梅 莫 庄 辛 管 祝 左 王 李 张 刘 陈 杨 赵 周 吴 徐"
    ),
    compounds=_words("诸葛 端木 澹台 南宫 上官 欧阳"),
    given=_words(
        "欣 凯 婷 刚 美玲 玉华 少华 洪涛 子轩 浩宇 佳怡 晓东 培根 玉珍 爱华 宝山 兴旺 吉祥 "
        "海龙 庆丰 诗涵 雅静 国强 小燕 秋菊 世杰 长贵 维民 瑞芳 景明 月娥 传宝 立群 中华 "
        "改花 鸿飞 艳红 新宇 芝兰 敬业"
    ),
    long_names=_words(
        "吐尔洪 买合木提 阿依努尔 帕尔哈提 阿布力孜 克里木 古丽扎尔 萨达尔 叶尔波拉提 哈德斯 "
        "木合牙提 塔什买买提 伊力亚尔 沙吾提 阿瓦古丽"
    ),
    dots=_words("· · • ‧ ． ・"),
    turkic=_words(
        "阿依努尔 买合木提 吐尔洪江 帕尔哈提 古丽扎尔 叶尔波拉提 伊力亚尔 阿瓦古丽 木合牙提 "
        "沙吾提 哈德斯 祖丽菲亚 阿不都热依木 麦合木提"
    ),
    mongol=_words("巴图尔 乌日根 格日乐图 哈斯巴根 娜仁托娅 朝克巴特尔 查干巴雅尔"),
    tibetan=_words("旺青措姆 赤列旺堆 桑珠卓玛 次旺顿珠 嘉央曲珍 才旦加"),
    hui=_words("马建国 马晓燕 海玉珍 白国强 穆生华 铁木兰 金少华"),
    uyghur_script=_words("نۇرمۇھەممەت خەيرىنىسا تۇرغۇنجان ئەكرەم ئامىنەم"),
    tibetan_script=_words("ཚེ་དབང་རྡོ་རྗེ བཀྲ་ཤིས་སྒྲོལ་མ ངག་དབང་ཕུན་ཚོགས"),
    mobile_forms=(
        "plain", "plain", "plain", "spaces", "dashes", "+86", "+86-", "0086", "dots", "wide",
        "spoken", "half spoken", "hidden blanks", "blanks between all",
    ),
    landline_forms=(
        "dash", "space", "joined", "brackets", "extension", "long dash", "wide",
    ),
    areas=_words("0996 0998 022 0931"),
    id_forms=(
        "18", "18", "18", "spaces 6-8-4", "spaces 3-3-4", "15", "wide", "small x",
        "one digit wrong",
    ),
    regions=_words("653022 650203 622921 632801 130102"),
    issuers=_words("622588 621799 623668 436718"),
    plate_forms=(
        "joined", "dot", "bullet", "space", "dash", "green", "green dot", "green truck",
        "trailer",
    ),
    provinces=_words("新 青 宁 冀 川"),
    accounts=_words("ma_long66 wang-fang1 aynur_xj wxid_q7w8e9r0"),
    hosts=_words("qq.com outlook.com vip.163.com"),
    doors=_words(
        "{n}号楼{n}单元{r}室 {n}栋{n}单元{r} {n}-{r} {h}区{n}号楼{r} {n}幢{n}门{r} "
        "{n}号楼{n}单元{n}层{r} {n}单元{r}室 {n}排{n}号"
    ),
    street_numbers=_words("{n}号 {n}号{n}号楼{r} {n}号{a}座{r}室 {n}号附{n}号"),
)  # fmt: skip

FIFTH = Part(
    templates=(
        "反映：{han}承包的大棚被风刮倒，保险公司没有人来，电话{mobile}。",
        "我叫{turkic}，家里有两个孩子上学，申请助学金，身份证{id}。",
        "小区{door}的住户{han}长期在楼道堆放杂物。",
        "车辆{plate}乱停，堵住{family}大爷家的门。",
        "问过{family}站长和{family}会计，都让再等等。",
        "{dotted}的低保被取消，请说明原因，联系电话{landline}。",
        "工程款应付{han}三万元，账号{card}。",
        "班组长{han}安排{mongol}连上三个夜班。",
        "牧民{tibetan}和{tibetan}为草场争吵，请来人调解。",
        "厂医说{hui}的体检报告丢了。",
        "有事发邮件{email}，也可以加QQ：{qq}。",
        "微信号：{wechat}；手机：{mobile}。",
        "人民路{street}门前井盖坏了，{han}摔伤。",
        "مەن {uyghur_script}، ئىسمىم {uyghur_script}، مائاش چىقمىدى.",
        "མིང་ལ་{tibetan_script}་ཟེར། གློག་མེད།",
        "表哥{han}、表嫂{han}都在这个连队种地。",
        "报名的有{han}、{turkic}、{han}、{hui}四个人。",
        "收款人{han}，开户行农行，卡号{card}。",
        "楼长{family}阿姨说水表要自己换。",
        "学生{turkic}的课本没有发。",
        "出租房{door}住了十几个人，房东姓{family}，{mobile}。",
        "连部电话{local}打不通。",
        "本人{han}，{id}，2019年入职，没有交社保。",
        "接诊的是{family}医生，病历写的是{han}。",
        "事故双方为{han}（{plate}）和{turkic}（{plate}）。",
        "{han}欠{han}饭钱不还，老{family}可以作证。",
    ),
    surnames=_words(
        "王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 宋 郑 谢 韩 唐 冯 董 程 "
        "曹 袁 邓 许 沈 彭 吕 苏 蒋 蔡 魏 薛 叶 潘 杜 夏 田 姜 石 姚 谭 邹 熊 孔 崔 邱 秦 史 "
        "侯 孟 龙 段 雷 尹 黎 贺 顾 郝 龚 邵 万 钱 严 武 戴 莫 丁 白 卢"
    ),
    compounds=_words("欧阳 司马 上官 皇甫 夏侯 尉迟"),
    given=_words(
        "勇 杰 敏 霞 平 辉 建华 建军 志明 国平 秀芳 丽丽 海涛 文杰 雨涵 子豪 欣妍 俊峰 桂花 "
        "金花 玉兰 素珍 爱国 红梅 晓丽 小军 大伟 永红 春梅 忠义 德明 世昌 天宇 佳琪 明月 "
        "志国 新生 光荣 福生 宝珍 树林 玉柱 长河 翠花 锦程 若彤 艺涵 铭泽"
    ),
    long_names=_words(
        "阿迪力 买买提依明 古丽仙 艾则孜 吐尔地 阿依提拉 麦麦提艾力 努尔夏提 肉孜 苏来曼 "
        "加依娜 库尔马什 别尔克 胡安德克 美丽古丽 依马木"
    ),
    dots=_words("· · • ・ ．"),
    turkic=_words(
        "阿迪力 买买提依明 古丽仙 努尔夏提 阿依提拉 麦麦提艾力 苏来曼 库尔马什 加依娜 "
        "吐尔逊古丽 美丽古丽 阿卜来提 艾力 热娜 伊力亚斯"
    ),
    mongol=_words("阿木古郎 萨其拉 孟根其木格 青巴图 乌兰托娅 白乙拉"),
    tibetan=_words("扎西顿珠 强巴旦增 卓玛措 格桑梅朵 桑吉加 丹增曲扎"),
    hui=_words("马文明 马秀英 杨占海 沙永强 哈玉芳 李生贵"),
    uyghur_script=_words("ئالىم گۈلبوستان مۇھەممەتجان رىزۋانگۈل ئوسمانجان"),
    tibetan_script=_words("ཕུར་བུ་ཚེ་རིང སྐལ་བཟང་མེ་ཏོག རྡོ་རྗེ་ཚེ་བརྟན"),
    mobile_forms=(
        "plain", "plain", "plain", "spaces", "dashes", "other groups", "+86", "0086", "(86)",
        "wide", "spoken", "half spoken", "dots",
    ),
    landline_forms=(
        "dash", "space", "joined", "brackets", "wide brackets", "extension", "grouped",
    ),
    areas=_words("0901 0906 023 0951"),
    id_forms=(
        "18", "18", "18", "spaces 6-8-4", "spaces by four", "15", "wide", "small x",
        "one digit wrong",
    ),
    regions=_words("652801 654301 320102 440305"),
    issuers=_words("621785 622262 622700 403361"),
    plate_forms=(
        "joined", "dot", "space", "green", "green dot", "small", "wide",
    ),
    provinces=_words("新 湘 苏 蒙"),
    accounts=_words("chen_yong99 xinjiang-2018 gulxan_88 wxid_3f4g5h"),
    hosts=_words("163.com sohu.com hospital.example.org"),
    doors=_words(
        "{n}号楼{n}单元{r}室 {n}栋{n}单元{r} {n}-{n}-{r} {n}幢{r}号 {h}号楼{h}单元{r}室 "
        "{n}号楼{r}室 {n}栋{n}楼{r}"
    ),
    street_numbers=_words("{n}号 {n}号院{n}号楼{n}单元{r} {n}号{n}栋{r}室"),
)  # fmt: skip
