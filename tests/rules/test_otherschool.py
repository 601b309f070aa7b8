"""Another school's or person's name left in a copied paper is told where only one's own can stand, and nowhere else."""

import pytest

from tests.rules.helper import findings

LETTER = "党员公开承诺书\n我叫李明，是{own}语文教师，2005年入党。\n一、每周家访一户。\n{line}\n承诺人：李明\n2011年3月1日"
PLAN = "{own}创先争优活动实施方案\n一、指导思想\n以科学发展观为指导。\n{line}\n{own}党支部\n2011年3月1日"


def told(form: str, own: str, line: str) -> list[str]:
    """What the review says of another school in a paper of `own` with this line."""
    found = findings(form.format(own=own, line=line))
    return [f.message for f in found if f.rule == "placeholder.left_over" and "校名" in f.message]


@pytest.mark.parametrize(
    ("form", "own", "line", "other"),
    [
        (LETTER, "前洼小学", "做不到的，请后塘小学党支部批评、监督。", "后塘小学党支部"),
        (LETTER, "前洼小学", "以上各条，我自愿接受后塘小学师生监督。", "后塘小学"),
        (LETTER, "向阳路幼儿园", "敬请清泉路幼儿园支部的姐妹们督促我。", "清泉路幼儿园支部"),
        (LETTER, "柳河镇初级中学", "石门中学举报电话贴在传达室。", "石门中学"),
        (LETTER, "柳河镇初级中学", "石门中学党支部的监督电话全天开着。", "石门中学党支部"),
        (LETTER, "柳河镇初级中学", "石门中学党支部将继续开门听意见。", "石门中学党支部"),
        (LETTER, "临江县第一中学", "我作为城关三小的少先队辅导员，要多下班级。", "城关三小"),
        (LETTER, "临江县职业中学", "我身为鹿鸣卫校的一名党员，有错就改。", "鹿鸣卫校"),
        (LETTER, "柳河镇初级中学", "作为城关三小的一校之长，我每月值夜八次。", "城关三小"),
        (LETTER, "柳河镇初级中学", "三是改作风。身为城关三小的当家人，要先改自己。", "城关三小"),
        (LETTER, "前洼小学", "让后塘小学的孩子们放学都有人管。", "后塘小学"),
        (LETTER, "柳河镇初级中学", "我愿让石门中学每一个学生都爱上体育课。", "石门中学"),
        (LETTER, "向阳路幼儿园", "入党以来，我积极参加石门中学组织的各项政治活动。", "石门中学"),
        (LETTER, "前洼小学", "我认真参加后塘小学开展的各种学习。", "后塘小学"),
        (LETTER, "前洼小学", "严格遵守石门中学的各项规章制度。", "石门中学"),
        (LETTER, "柳河镇初级中学", "我服从石门中学的工作安排，不违反石门中学的考勤纪律。", "石门中学"),
        (LETTER, "柳河镇初级中学", "按照石门中学党支部的统一安排，作出承诺。", "石门中学党支部"),
        (LETTER, "柳河镇初级中学", "一年来，在石门中学党支部的正确领导下，我没有缺过课。", "石门中学党支部"),
        (LETTER, "柳河镇初级中学", "我愿为石门中学的各项工作尽自己的一份力。", "石门中学"),
        (LETTER, "柳河镇初级中学", "在活动中，要为后塘镇中心小学的校园建设添砖加瓦。", "后塘镇中心小学"),
        (LETTER, "前洼小学", "往后还要为后塘小学的后勤工作多出一把力。", "后塘小学"),
        (LETTER, "青杠乡中心小学", "严格执行桥头镇中心小学校车管理制度，服从调度。", "桥头镇中心小学"),
        (LETTER, "前洼小学", "遵守后塘小学食堂采购管理规定，两人过秤。", "后塘小学"),
        (LETTER, "前洼小学", "服从后塘小学领导的安排，不挑班级。", "后塘小学"),
        (LETTER, "前洼小学", "欠的三十元，本月交后塘小学总务处。", "后塘小学"),
        (LETTER, "前洼小学", "全体后塘小学党员在这里表态。", "后塘小学"),
        (PLAN, "柳河镇初级中学", "结合石门中学实际，定这份方案。", "石门中学"),
        (PLAN, "柳河镇初级中学", "特制定石门中学创先争优活动实施方案。", "石门中学"),
        (PLAN, "柳河镇初级中学", "成立石门中学创先争优活动领导小组。", "石门中学"),
        (PLAN, "柳河镇初级中学", "确保石门中学各项工作走在全县前面。", "石门中学"),
        (PLAN, "柳河镇初级中学", "努力开创石门中学工作新局面。", "石门中学"),
        (PLAN, "柳河镇初级中学", "党支部要带领石门中学全体教职工创佳绩。", "石门中学"),
        (PLAN, "大坪林场学校", "请长岭林场学校各党小组遵照执行。", "长岭林场学校"),
        (PLAN, "青禾县新民乡中心学校", "请青禾县红旗乡中心学校各村小认真执行。", "青禾县红旗乡中心学校"),
        (PLAN, "东川县教师进修学校", "西河县卫生学校全体党员写一篇体会。", "西河县卫生学校"),
        (LETTER, "前洼小学", "我们后塘小学的老师，个个都要家访。", "后塘小学"),
        (LETTER, "云溪县前洼小学", "我们青山县第二中学的老师，个个都要家访。", "青山县第二中学"),
    ],
)
def test_another_school_where_only_ones_own_can_stand(form: str, own: str, line: str, other: str) -> None:
    (message,) = told(form, own, line)
    assert f"写着“{other}”" in message and own in message


SORT = "后勤党支部创先争优活动方案\n{own}食堂现有九人，党员四名。\n一、指导思想\n{line}\n后勤党支部\n2011年3月1日"


@pytest.mark.parametrize(
    ("own", "line", "other"),
    [
        ("职业中学", "以科学发展观为指导，结合后塘小学后勤工作的特点，定这份方案。", "后塘小学"),
        ("高级中学", "以科学发展观为指导，遵守后塘小学的各项规章制度。", "后塘小学"),
    ],
)
def test_another_sort_of_school_where_the_paper_names_none_of_its_own(
    own: str, line: str, other: str
) -> None:
    (message,) = told(SORT, own, line)
    assert f"写着“{other}”" in message and own in message


@pytest.mark.parametrize(
    ("own", "line"),
    [
        ("职业中学", "结合后塘职业中学后勤工作的特点，定这份方案。"),
        ("高级中学", "结合石门中学后勤工作的特点，定这份方案。"),
        ("学校", "结合后塘小学后勤工作的特点，定这份方案。"),
        ("幼儿园", "结合后塘小学后勤工作的特点，定这份方案。"),
        ("职业中学", "后塘小学是我们帮扶的学校，结合后塘小学后勤工作的特点，定这份方案。"),
        ("职业中学", "参观了后塘小学，联系后塘小学后勤工作的特点，我们也改了排班。"),
    ],
)
def test_a_school_of_the_sort_that_a_paper_says_it_is_of_is_its_own(own: str, line: str) -> None:
    assert told(SORT, own, line) == []


@pytest.mark.parametrize(
    ("form", "own", "line"),
    [
        # One's own, otherwise written, or a general word.
        (LETTER, "临江县第三小学", "我作为城关三小的少先队辅导员，要多下班级。"),
        (LETTER, "柳河镇初级中学", "请柳河中学党支部监督。"),
        (LETTER, "柳河镇初级中学", "请学校党支部监督，学校监督电话贴在门口，让学校的孩子们高兴。"),
        (LETTER, "柳河镇初级中学", "确保学校各项工作走在前面，推动农村学校各项工作。"),
        # The branch or the office above.
        (LETTER, "响水坝教学点", "请柳河镇中心小学党支部监督。"),
        (LETTER, "前洼小学", "请柳河镇中心小学党支部监督，柳河镇中心小学党支部将继续来检查。"),
        (LETTER, "向阳路幼儿园", "请前洼小学党支部监督。"),
        (LETTER, "前洼小学", "请县教育局监督，县教育局监督电话贴在门口。"),
        # Another school that is meant.
        (LETTER, "前洼小学", "我到后塘小学支教一年。\n请后塘小学党支部监督，让后塘小学的孩子们唱上歌。"),
        (LETTER, "前洼小学", "后塘小学是我们结对的学校。\n请后塘小学师生监督我送的课。"),
        (LETTER, "前洼小学", "我每月送教一次，让后塘小学的孩子也上美术课。"),
        (LETTER, "前洼小学", "我把图书捐出去，让后塘小学的孩子们有书看。"),
        (LETTER, "前洼小学", "后塘小学的老师请我去讲过一次课，石门中学的学生放学从门口过。"),
        (LETTER, "前洼小学", "墙上还写着“请后塘小学师生监督”，是老校牌。"),
        (LETTER, "前洼小学", "我的组织关系在后塘小学，请后塘小学党支部监督。"),
        (LETTER, "前洼小学", "我接受后塘小学观摩团监督评课，请同行批评。"),
        (LETTER, "柳河镇初级中学", "我爱人在石门中学，石门中学党支部将继续评她为先进。"),
        (PLAN, "前洼小学", "确保全镇小学各项工作落实，确保平安小学各项工作达标。"),
        (LETTER, "前洼小学", "我作为城关三小的学生家长，也去开家长会。"),
        # Of somebody else it is said, or of long ago.
        (LETTER, "柳河镇初级中学", "王校长作为城关三小的一校之长，每天第一个到校。"),
        (LETTER, "柳河镇初级中学", "隔壁的小赵老师作为城关三小的班主任，守到家长来。"),
        (LETTER, "柳河镇初级中学", "身为城关三小的当家人，老校长把伞让给了学生。"),
        (LETTER, "柳河镇初级中学", "作为城关三小的一把手，赵校长在会上讲过这件事。"),
        (LETTER, "柳河镇初级中学", "他们作为城关三小的带头人，自己垫钱修路。"),
        (LETTER, "柳河镇初级中学", "那年我作为城关三小的一员，领过一张奖状。"),
        # One takes part once, invigilates there, was led there.
        (LETTER, "前洼小学", "上学期参加后塘小学组织的语文教研活动，参加石门中学组织的消防演练。"),
        (LETTER, "前洼小学", "我参加石门中学组织的各项培训活动，参加后塘小学举办的历次运动会。"),
        (LETTER, "前洼小学", "学生升入石门中学以后，也要服从石门中学的安排。"),
        (LETTER, "柳河镇初级中学", "根据石门中学党支部的要求，我写了一份证明。"),
        (LETTER, "前洼小学", "中考监考，我遵守石门中学考点的各项规定，服从石门中学的安排。"),
        (LETTER, "向阳路幼儿园", "参加前洼小学组织的各项活动，遵守前洼小学的规章制度。"),
        (LETTER, "前洼小学", "按照柳河镇中心小学党支部的统一安排，作出承诺。"),
        (LETTER, "柳河镇初级中学", "2003年在石门中学党支部的领导下，我写了入党申请。"),
        (LETTER, "柳河镇初级中学", "遵守柳河中学的规章制度，按照柳河中学党支部的要求去做。"),
        # Whom one helps there, with whom one is paired, under whom one is.
        (LETTER, "前洼小学", "暑假里我也愿为后塘小学的孩子们尽一份力。"),
        (LETTER, "前洼小学", "我爱人教书，一直为石门中学的教育事业作贡献。"),
        (LETTER, "前洼小学", "我到后塘小学送教，愿为后塘小学的教学工作出一份力。"),
        (LETTER, "前洼小学", "愿为柳河镇中心小学的各项工作尽一份力。"),
        (LETTER, "柳河镇初级中学", "愿为柳河中学的教育教学工作尽一份力。"),
        # Whose rules one keeps for a day, whom one hands a thing, whose plan one was sent.
        (LETTER, "前洼小学", "送教那天，遵守后塘小学门卫登记规定。"),
        (LETTER, "前洼小学", "捐的书交后塘小学总务处。"),
        (LETTER, "前洼小学", "每月的报表，10号前报柳河镇中心小学财务室。"),
        (LETTER, "前洼小学", "执行柳河镇中心小学校车管理制度。"),
        (PLAN, "前洼小学", "结合前洼村小学实际，参照后塘小学的做法。"),
        # Whoever oversees several.
        (PLAN, "柳河镇中心学校", "请后塘小学各年级组认真执行，确保后塘小学各项工作上台阶。"),
        (PLAN, "柳河学区", "请后塘小学党支部监督，后塘小学党支部将继续试点。"),
        (PLAN, "青州市教师进修学校", "西河县卫生学校全体党员写一篇体会。"),
        # 我们 says whose area it is; whoever is over schools may be named by any of them.
        (LETTER, "前洼小学", "我们区教育局也表彰过门卫李师傅。"),
        (LETTER, "前洼小学", "我们县教体局去年通报过三起。"),
        (LETTER, "前洼小学", "我们青山县教育局表彰过他。"),
        (LETTER, "前洼小学", "我们石桥学区有九所小学。"),
        (LETTER, "前洼小学", "我们县进修学校办班，我去听。"),
        (LETTER, "前洼小学", "我们县第二中学去年考得好。"),
        (LETTER, "前洼小学", "我们县职业中学也招生。"),
        (LETTER, "前洼小学", "我们青山县第二中学去年考得好。"),
        (LETTER, "青山县前洼小学", "我们青山县第二中学去年考得好。"),
    ],
)
def test_another_school_that_may_stand_there(form: str, own: str, line: str) -> None:
    assert told(form, own, line) == []


INTRODUCED = "党员公开承诺书\n{line}\n一、每周家访一户，不收礼品。\n二、每天读书半小时。\n{own}\n承诺人：韦美玲\n2011年3月1日"


@pytest.mark.parametrize(
    ("own", "line", "other"),
    [
        ("恭城瑶族中学党支部（章）", "本人韦美玲，苍梧县民族中学化学教师，2003年入党。", "苍梧县民族中学"),
        ("恭城瑶族中学", "我叫韦美玲，现任苍梧县民族中学化学教师。", "苍梧县民族中学"),
        ("恭城瑶族中学党支部（章）", "本人韦美玲，苍梧县民族中学化学教师、班主任。", "苍梧县民族中学"),
        ("前洼小学", "本人韦美玲，系后塘小学语文教师。", "后塘小学"),
        ("石桥镇中心小学党支部", "本人韦美玲，柳河镇中心小学语文教师。", "柳河镇中心小学"),
    ],
)
def test_who_signs_introduces_himself_with_another_school(own: str, line: str, other: str) -> None:
    (message,) = told(INTRODUCED, own, line)
    assert f"写着“{other}”" in message


@pytest.mark.parametrize(
    ("own", "line"),
    [
        ("恭城瑶族中学党支部", "本人韦美玲，恭城瑶族自治县民族中学、瑶族中学教师。"),
        ("恭城瑶族中学党支部", "本人韦美玲，恭城瑶族中学化学教师。"),
        ("恭城瑶族中学党支部", "我徒弟韦美玲，苍梧县民族中学化学教师。"),
        ("恭城瑶族中学党支部", "本人罗大庆，苍梧县民族中学化学教师。"),
        ("恭城瑶族中学党支部", "本人韦美玲，原苍梧县民族中学化学教师。"),
        ("恭城瑶族中学党支部", "本人韦美玲，苍梧县民族中学毕业，化学教师。"),
        ("恭城瑶族中学党支部", "我在这里支教。本人韦美玲，苍梧县民族中学化学教师。"),
        # A village school's teacher is a member at the central school.
        ("石桥镇中心小学党支部", "本人韦美玲，后塘小学语文教师。"),
        ("石桥镇中心小学党支部", "本人韦美玲，石桥镇后塘小学语文教师。"),
        ("前洼小学党支部", "本人韦美玲，后塘小学语文教师。"),
    ],
)
def test_who_signs_introduces_himself_with_his_own_school(own: str, line: str) -> None:
    found = findings(INTRODUCED.format(own=own, line=line))
    assert not any("校名" in f.message for f in found if f.rule == "placeholder.left_over")


@pytest.mark.parametrize("own", ["向阳路幼儿园", "石桥镇中心小学附属幼儿园"])
@pytest.mark.parametrize(
    "line",
    [
        "请全校师生和学生家长监督。",
        "向全校师生公开承诺：不收礼。",
        "我校教师每周自学两小时，学校党支部检查。",
    ],
)
def test_a_kindergarten_says_school_out_of_habit(own: str, line: str) -> None:
    for form in (LETTER, PLAN):
        rules = {f.rule for f in findings(form.format(own=own, line=line))}
        assert not any(rule.startswith(("placeholder", "stale", "similar")) for rule in rules)


def test_without_a_school_of_its_own_nothing_is_told() -> None:
    paper = "党员承诺书\n一、每周家访一户。\n请后塘小学党支部监督。\n承诺人：李明\n2011年3月1日"
    assert [f for f in findings(paper) if f.rule == "placeholder.left_over"] == []


def test_every_place_and_every_other_school_is_told_in_one_finding() -> None:
    line = "后塘小学全体党员包一个年级。\n把后塘小学建成好学校。\n请石门小学各年级组遵照执行。"
    (message,) = told(PLAN, "前洼小学", line)
    assert "“后塘小学”，还写着“石门小学”，全文共3处" in message


def test_every_name_that_is_not_the_signers_is_told_in_one_finding() -> None:
    line = "请大家监督我焦玉梅。\n做不到，我罗美华愿受处分。\n我焦玉梅说到做到。"
    text = LETTER.format(own="前洼小学", line=line)
    (told,) = [f.message for f in findings(text) if f.rule == "placeholder.left_over"]
    assert "自称“我焦玉梅”，还有“我罗美华”，全文共3处" in told
    one = LETTER.format(own="前洼小学", line="请大家监督我焦玉梅。")
    (told,) = [f.message for f in findings(one) if f.rule == "placeholder.left_over"]
    assert "自称“我焦玉梅”，像是" in told


@pytest.mark.parametrize(
    "line, told",
    [
        ("我秦峰不在办公室抽烟。", "自称“我秦峰”"),
        ("我罗美华不收家长一分钱。", "自称“我罗美华”"),
        ("我孙子胃不疼了，我才回学校。", ""),
        ("我孙子不在办公室玩。", ""),
        ("我和秦峰不在一个办公室。", ""),
        ("我李明不收家长一分钱。", ""),
    ],
)
def test_a_name_before_what_one_does_not_do_is_ones_own(line: str, told: str) -> None:
    found = [
        f.message
        for f in findings(LETTER.format(own="前洼小学", line=line))
        if f.rule == "placeholder.left_over"
    ]
    assert bool(found) is bool(told) and all(told in message for message in found)
