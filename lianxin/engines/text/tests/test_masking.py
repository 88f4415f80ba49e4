import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lianxin.engines.text.masking import Mention, find, mask, names_mentioned
from lianxin.engines.text.personal import Kind, Reason


def found(text):
    return [(one.kind.value, one.text) for one in find(text)]


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("电话13812345678。", "mobile", "13812345678"),
        ("打138-1234-5678", "mobile", "138-1234-5678"),
        ("打138 1234 5678谢谢", "mobile", "138 1234 5678"),
        ("手机１３８１２３４５６７８", "mobile", "１３８１２３４５６７８"),
        ("+86 13812345678", "mobile", "+86 13812345678"),
        ("1 3 8 1 2 3 4 5 6 7 8", "mobile", "1 3 8 1 2 3 4 5 6 7 8"),
        ("138\u200b1234\u200b5678", "mobile", "138\u200b1234\u200b5678"),
        ("138—1234—5678", "mobile", "138—1234—5678"),
        ("座机0991-2345678转12", "landline", "0991-2345678转12"),
        ("(010) 62345678", "landline", "(010) 62345678"),
        ("办公室电话：2345678", "landline", "2345678"),
        ("11010519491231002X", "id_card", "11010519491231002X"),
        ("证号110105 19491231 0021", "id_card", "110105 19491231 0021"),
        ("旧证110105491231002号", "id_card", "110105491231002"),
        ("卡号 6222 0212 3456 7890 123", "bank_card", "6222 0212 3456 7890 123"),
        ("4111111111111111转了钱", "bank_card", "4111111111111111"),
        ("发到zhang.san+x@mail.example.cn吧", "email", "zhang.san+x@mail.example.cn"),
        ("加QQ：12345678", "account", "12345678"),
        ("我的微信号是wx_abc-123", "account", "wx_abc-123"),
        ("新A·12345堵住了门", "plate", "新A·12345"),
        ("兵团的车新AD12345", "plate", "新AD12345"),
        ("幸福小区3栋2单元501室漏水", "address", "3栋2单元501室"),
        ("幸福小区３栋２单元５０１", "address", "３栋２单元５０１"),
        ("家住五家渠人民北路8号院", "address", "8号院"),
        ("一连三排5号", "address", "三排5号"),
        ("佳园3-2-501", "address", "3-2-501"),
        ("六连12号", "address", "12号"),
    ],
)
def test_one_of_each(text, kind, part):
    assert found(text) == [(kind, part)]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("我叫王小明，三连的", "王小明"),
        ("我叫王明是三连职工", "王明"),
        ("姓名：欧阳锋", "欧阳锋"),
        ("联系人:李建国联系电话在后", "李建国"),
        ("本人张桂芳，反映水费", "张桂芳"),
        ("请找王师傅", "王"),
        ("向张建国主任反映", "张建国"),
        ("感谢刘副主任", "刘"),
        ("诸葛先生来过", "诸葛"),
        ("被彭某打了", "彭"),
        ("我是𠮷野", None),
        ("姓名：王𠮷", "王𠮷"),
        ("妻子刘芳在医院", "刘芳"),
        ("联系人：唐先生", "唐"),
        ("买买提·艾力说", "买买提·艾力"),
        ("阿卜杜热合曼·买买提明·艾合买提·吐尔逊说", "阿卜杜热合曼·买买提明·艾合买提·吐尔逊"),
        ("努尔兰•哈孜的羊", "努尔兰•哈孜"),
        ("我叫阿依古丽，是职工", "阿依古丽"),
        ("找吐尔逊江修", "吐尔逊江"),
        ("姓名：那孜依拉", "那孜依拉"),
    ],
)
def test_names(text, part):
    assert found(text) == ([("name", part)] if part else [])


@pytest.mark.parametrize(
    ("text", "kind", "part"),
    [
        ("打一三八一二三四五六七八找我", "mobile", "一三八一二三四五六七八"),
        ("打138一二三四5678", "mobile", "138一二三四5678"),
        ("打138.1234.5678", "mobile", "138.1234.5678"),
        ("（86）13812345678", "mobile", "（86）13812345678"),
        ("①③⑧①②③④⑤⑥⑦⑧", "mobile", "①③⑧①②③④⑤⑥⑦⑧"),
        ("座机+86-991-2345678", "landline", "+86-991-2345678"),
        ("110105-19491231-002X", "id_card", "110105-19491231-002X"),
        ("护照号E12345678", "id_card", "E12345678"),
        ("车新a12345d挡路", "plate", "新a12345d"),
        ("车号A12345", "plate", "A12345"),
        ("写信到 lin @ example.cn", "email", "lin @ example.cn"),
        ("加v信：lin_2020", "account", "lin_2020"),
        ("锦绣苑3#楼2单元501室", "address", "3#楼2单元501室"),
        ("锦绣苑 3 号楼 2 单元 501", "address", "3 号楼 2 单元 501"),
        ("团结路37弄6号306室", "address", "37弄6号306室"),
    ],
)
def test_forms_that_are_met_less_often(text, kind, part):
    assert found(text) == [(kind, part)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("昨天张建国把水闸关了", ["张建国"]),
        ("和王秀英、李志强一起去问过", ["王秀英", "李志强"]),
        ("欧阳春梅住在隔壁", ["欧阳春梅"]),
        ("那个姓赵的保安骂人", ["赵"]),
        ("找老周和小马，问一问", ["周", "马"]),
        ("班组长李敏安排上夜班", ["李敏"]),
        ("扎西次仁说路上有冰", ["扎西次仁"]),
        ("乌云其其格家的草场", ["乌云其其格"]),
        ("邻居吐尔逊江的车", ["吐尔逊江"]),
        ("ئىسمىم ئايگۈل، سۇ يوق", ["ئايگۈل"]),
        ("ངའི་མིང་ལ་བཀྲ་ཤིས་ཚེ་རིང་ཟེར།", ["བཀྲ་ཤིས་ཚེ་རིང"]),
        ("我叫 Aygul Tursun", ["Aygul Tursun"]),
    ],
)
def test_names_that_little_gives_away(text, parts):
    assert found(text) == [("name", part) for part in parts]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("开会的时候郑可馨打了孩子", ["郑可馨"]),
        ("我多次与许浩楠沟通未果", ["许浩楠"]),
        ("找丁蓉协商", ["丁蓉"]),
        ("钱都交给魏二虎了", ["魏二虎"]),
        ("司机王会民闯红灯", ["王会民"]),
        ("此事朱建设可以作证", ["朱建设"]),
        ("段福生欠朱红梅饭钱", ["段福生", "朱红梅"]),
        ("我爱人于静在二分厂上班", ["于静"]),
        ("班组长李敏安排上夜班", ["李敏"]),
        ("由冯连长找万超谈话", ["冯", "万超"]),
        ("凯赛尔替我交了水费", ["凯赛尔"]),
        ("安排阿木古郎上夜班", ["阿木古郎"]),
        ("护林员哈德斯巡山时摔伤", ["哈德斯"]),
        ("库尔班.热合曼家的羊圈", ["库尔班.热合曼"]),
        ("ངའི་མིང་དོན་གྲུབ་རྒྱལ ཡིན།", ["དོན་གྲུབ་རྒྱལ"]),
    ],
)
def test_names_with_one_clear_edge(text, parts):
    assert found(text) == [("name", part) for part in parts]


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("住3-2-401，漏水", "3-2-401"),
        ("十二号楼东头第二家吵", "十二号楼东头第二家"),
        ("7排从西数第三家吵", "7排从西数第三家"),
        ("门牌88号附1号，没水", "88号附1号"),
        ("门牌27-31号没水", "27-31号"),
        ("五连居民点24号没水", "24号"),
        ("一单元五楼东户没水", "一单元五楼东户"),
        ("12幢东单元202没水", "12幢东单元202"),
        ("职工住宅楼二单元三零一", "二单元三零一"),
        ("18-1803室没水", "18-1803室"),
        ("302宿舍没水", "302"),
    ],
)
def test_doors_told_in_other_ways(text, part):
    assert found(text) == [("address", part)]


@pytest.mark.parametrize(
    "text",
    [
        "领导的关怀，安康，胡杨林，毛利，左旗，马王堆，再次提醒，也在场，沟通，盛世",
        "2026-3-2开会，3-2-2026开会，第3-2-15条，1-2天",
        "王国、张贴、高兴、何必、江南、于是、任意、常年、万一、方便、石头、金额、白天、时间",
        "张公岭社区、黄兴路、杨家山小学、陈家湾水库、梅林小区",
        "许可证、麻将馆、高峰、谢谢、蓝天、阳光、林业、顾客、齐全",
        "公安局长来过，奖金经理定，湖南省长，提高老师待遇，语文老师请假",
        "夜间施工扰民，6万教师，3万现金，路边树木倒了",
        "扎西德勒，格桑花开了，呼和浩特，塔什库尔干，阿拉善左旗",
        "ياخشىمۇسىز، سۇ يوق",
        "བཀྲ་ཤིས་བདེ་ལེགས། ཆུ་མེད།",
        "8号门进，2026.03.02来的，第3排第5座，一期600多户",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "本人反映食堂问题",
        "王府井路灯坏了",
        "本人高度重视，本人常年在外。本人于去年来到连队。",
        "业主应该交费，业主和住户都不同意",
        "向书记反映，第一书记、支部书记和连长都来了",
        "施工队长不在，车间主任请假，班主任老师来了",
        "于某些原因停水，由于某公司，路边某单位，我是党员，我是连队职工",
        "乡村·振兴，党建·引领，中国·新疆",
        "乌鲁木齐 克拉玛依 吐鲁番 阿克苏 喀什 伊犁 阿勒泰 巴音郭楞 博尔塔拉 库尔勒 塔里木 图木舒克",
        "地铁2号线，3号井坏了，三连5号地没水，道路3号标段，5月3号",
        "小区10栋楼下，小区848户，村里3组，12楼，3栋60户",
        "2026年3月2日上午10点30分，打了12345，热线400-800-8888",
        "共12345678元，面积1234.56平方米，编号20260302123456",
        "合同号 2026-0012，第15条，3-5天，2025-2026年",
        "服务器192.168.10.200",
        "",
    ],
)
def test_ordinary_sentences_are_left_alone(text):
    assert found(text) == []


def test_the_reason_is_told():
    reasons = {one.text: one.reason for one in find("110105194912310021 11010519491231002X")}
    assert reasons == {
        "110105194912310021": Reason.SHAPE,  # mistyped, but it still leads to the person
        "11010519491231002X": Reason.CHECK_DIGIT,
    }
    (card,) = find("银行卡6222021234567890123")
    assert card.reason is Reason.AFTER_CUE
    (name,) = find("买买提·艾力")
    assert (name.kind, name.reason) == (Kind.NAME, Reason.DOTTED)


def test_two_numbers_side_by_side_are_two():
    assert found("13812345678 13987654321") == [
        ("mobile", "13812345678"),
        ("mobile", "13987654321"),
    ]
    assert found("2024-01-05 13812345678") == [("mobile", "13812345678")]
    assert found("4111111111111111 100元") == [("bank_card", "4111111111111111")]


def test_overlapping_finds_are_one():
    text = "微信a13812345678"  # an account to one rule, a telephone to another
    (one,) = find(text)
    assert one.text == "a13812345678"
    assert mask(text).text == "微信***"


def test_mask_keeps_cue_and_title():
    masked = mask("请联系王师傅，电话１３８ 1234-5678。")
    assert masked.text == "请联系***师傅，电话***。"
    assert [one.text for one in masked.found] == ["王", "１３８ 1234-5678"]


def test_mask_with_words_of_ones_own():
    masked = mask("请联系王师傅，电话13812345678", lambda one: f"〔{one.kind.value}〕")
    assert masked.text == "请联系〔name〕师傅，电话〔mobile〕"


pieces = st.sampled_from(
    [
        *(
            "我叫",
            "王",
            "小明",
            "师傅",
            "，",
            " ",
            "-",
            "138",
            "1234",
            "5678",
            "电话",
            "微信",
            "abc",
        ),
        *(
            "·",
            "买买提",
            "古丽",
            "人民路",
            "3号",
            "2单元",
            "501",
            "室",
            "110105",
            "19491231",
            "002X",
            "@",
        ),
        *("新A", "１２３", "连", "排", "卡号", "\u200b", "🙂", "𠮷"),
    ]
)


@given(st.lists(pieces, max_size=30).map("".join))
def test_finds_are_in_order_apart_and_true(text):
    finds = find(text)
    assert all(text[one.start : one.end] == one.text != "" for one in finds)
    for earlier, later in pairwise(finds):
        assert earlier.end <= later.start


@given(st.text(max_size=60))
def test_any_text_at_all_survives(text):
    masked = mask(text)
    assert (masked.text == text) == (not masked.found)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1 ",
        "a",
        "a.",
        "@",
        "我叫",
        "古丽",
        "阿·",
        "138-",
        "3栋",
        "三排",
        "微信a",
        "王",
        "新A",
        "姓名：",
        "6222 ",
    ],
)
def test_the_time_is_linear(piece):
    def cost(length):
        text = (piece * length)[:length]
        best = float("inf")
        for _ in range(3):
            begun = time.process_time()
            find(text)
            best = min(best, time.process_time() - begun)
        return best

    # Ten times the text: ten times the time if linear, a hundred times if quadratic.
    assert cost(100_000) < 45 * max(cost(10_000), 0.001)


def test_known_names():
    text = "王明亮和王明都说，买买提•艾力也在；王明"
    assert names_mentioned(text, ["王明", "王明亮", "买买提·艾力", "李强", "王"]) == [
        Mention("王明亮", 0, 3),
        Mention("王明", 4, 6),
        Mention("买买提·艾力", 9, 15),
        Mention("王明", 18, 20),
    ]
    assert names_mentioned("谁也没有", []) == []
