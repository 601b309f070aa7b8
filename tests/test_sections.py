"""Which sections (部分) a paper has: told by its headings, by what a passage says, and never by a site's words."""

from __future__ import annotations

import pytest

from checker.evaluate import document_of
from checker.judging import analyse, review_document
from checker.rules.common import inner
from corpus import load_standard

STANDARD = load_standard()


def found(text: str, kind: str) -> set[str]:
    return {s.id for s in analyse(document_of(text), STANDARD, kind).sections if s.found}


@pytest.mark.parametrize(
    "title",
    ["岭下中学班主任安全责任书", "教师誓词", "岭下镇2012——2013学年度教师责任状", "致全体教师的公开信"],
)
def test_a_letter_may_be_called_otherwise(title: str) -> None:
    text = (
        f"网站首页\n{title}\n一、每天清点人数，缺人当即报告。\n二、不体罚学生，不收礼品。\n三、每周检查门窗。"
    )
    assert "title" in found(text, "letter")


def test_a_sentence_that_leads_in_is_no_title() -> None:
    text = "现就本学期的教学工作，作出如下承诺：\n一、每周听两节课。\n二、不收礼品，不在外补课。\n三、每月家访两户。"
    assert "title" not in found(text, "letter")


REPORT = "自我剖析\n一、基本情况\n我教语文十二年，2003年入党。\n二、不足\n备课应付，教案照抄。\n"


@pytest.mark.parametrize("line", ["尊敬的校领导：", "校领导：", "各位同志：", "时间：2019-03-02 本站"])
def test_a_greeting_or_a_sites_date_is_no_heading(line: str) -> None:
    """領导 and 时间 are headings of a plan; over a whole report they would hide its parts."""
    text = (
        f"检讨书\n{line}\n我担任班主任工作，上周迟到，没有请假。\n究其原因，是纪律淡薄。\n今后我要提前到校。"
    )
    analysis = analyse(document_of(text), STANDARD, "report")
    assert not [h for h in analysis.outline.headings if "领导" in h.title or "时间" in h.title]
    assert found(text, "report") == {"basic", "problems", "causes", "remedies"}


def test_causes_that_are_missing_are_told_in_a_text_without_headings() -> None:
    text = "自我剖析\n我教语文十二年，2003年入党。备课应付，教案照抄，很少家访，开会迟到。今后我要每周家访两户，手写教案。"
    assert found(text, "report") == {"basic", "problems", "remedies"}


@pytest.mark.parametrize(
    "opening", ["我姓丁，脾气急。", "今年五十三，教了三十一年语文。", "算算还有十个月退休，我照实写。"]
)
def test_who_writes_may_be_told_in_passing(opening: str) -> None:
    text = f"思想作风自查报告\n{opening}\n备课应付，教案照抄，很少家访，开会迟到。\n究其原因，是纪律淡薄。\n今后我要每周家访两户。"
    assert "basic" in found(text, "report")


def test_one_empty_sentence_is_no_part() -> None:
    text = REPORT + "三、根源剖析\n方方面面，归根结底是世界观的问题。\n四、往后\n每周家访两户。"
    assert "causes" not in found(text, "report")
    assert "causes" in found(text.replace("世界观的问题", "图清闲"), "report")


def test_one_paragraph_may_hold_all_parts() -> None:
    text = (
        "反思\n我从教二十年。批改作业马虎，漏批过两回。对后进生发火，训过人。总以为吓唬管用，"
        "说到底是思想上松了劲。觉得年纪大了，把自己当老资格。往后每本作业当天批完，不再训人。"
    )
    assert found(text, "report") == {"basic", "problems", "causes", "remedies"}


@pytest.mark.parametrize(
    ("passage", "id"),
    [
        ("业务上马虎，教案照抄，很少家访，开会迟到过两次，没有请假。", "problems"),
        ("我负责图书室工作，2001年入党，现任支部委员，毕业于岭下师范。", "basic"),
    ],
)
def test_a_heading_that_two_sections_share_is_the_one_whose_signs_stand_under_it(
    passage: str, id: str
) -> None:
    text = f"自我剖析\n一、主要表现\n{passage}\n二、原因\n觉得没人查，放松了自己。\n三、打算\n每周家访。"
    analysis = analyse(document_of(text), STANDARD, "report")
    assert {s.id: s.heading for s in analysis.sections if s.found}[id] == "一、主要表现"


def test_items_numbered_anew_like_their_heading_belong_to_it() -> None:
    text = (
        "自我剖析\n一、主要问题\n一、学习不紧。文件只看标题。\n三、待人急躁。训过学生。\n"
        "二、原因\n觉得没人查。\n三、打算\n每周家访两户。"
    )
    assert {"problems", "causes", "remedies"} <= found(text, "report")
    empty = "自我剖析\n一、主要问题\n二、原因\n觉得没人查。\n三、打算\n每周家访两户。"
    assert "problems" not in found(empty, "report")


def test_each_fault_of_a_list_may_have_its_own_remedy() -> None:
    text = "问题清单\n问题一：教案照抄，应付检查。整改措施：手写教案，周五交教研组。问题二：家访少。整改措施：每月两户。"
    assert "remedies" in found(text, "report")


def test_a_title_printed_twice_is_no_heading_of_a_section() -> None:
    text = "岭下小学师德自查报告及整改措施\n岭下小学师德自查报告及整改措施\n一、自查开展情况\n学校开了动员会，人人填表。"
    assert "remedies" not in found(text, "report")


@pytest.mark.parametrize(
    ("heading", "id"),
    [
        ("示范内容", "content"),
        ("点评内容", "content"),
        ("宣传重点", "content"),
        ("活动时间", "phases"),
        ("创建原则", "guiding"),
        ("活动背景", "guiding"),
        ("总体要求和目标任务", "guiding"),
    ],
)
def test_a_plans_headings(heading: str, id: str) -> None:
    text = f"党员先锋岗实施方案\n为落实部署，制定方案。\n一、{heading}\n照此执行，不打折扣，人人知晓。\n二、其他\n略。"
    assert id in found(text, "plan")


def test_a_closed_heading_before_the_next_number_in_its_line_is_one() -> None:
    text = "公开点评工作方案\n为抓实活动，制定方案。\n一、点评步骤。1、汇报。各人照实写。2、点评。每人五分钟。3、公示。张榜三天。"
    assert "phases" in found(text, "plan")


def test_a_heading_of_the_aim_is_not_found_in_every_goal() -> None:
    """目的 lost its 的 once and was 目, which stands in 目标 too."""
    text = "活动方案\n为落实部署，制定方案。\n一、总体要求和目标任务\n让党员人人有岗位，个个有担当。\n二、活动目的\n把支部建强。"
    analysis = analyse(document_of(text), STANDARD, "plan")
    assert {s.id: s.heading for s in analysis.sections if s.found}["guiding"] == "一、总体要求和目标任务"


@pytest.mark.parametrize(
    ("heading", "id"),
    [
        ("重要意义", "guiding"),
        ("责任区划分原则", "guiding"),
        ("承诺兑现情况", "basic"),
        ("自查情况", "basic"),
        ("总体评估", "basic"),
        ("主要问题及成因", "causes"),
    ],
)
def test_more_headings(heading: str, id: str) -> None:
    kind = "plan" if id == "guiding" else "report"
    text = (
        f"岭下小学材料\n一、{heading}\n本人现任班主任，2001年入党，去年承诺的五件事办成四件。\n二、其他\n略。"
    )
    assert id in found(text, kind)


def test_a_school_that_found_nothing_has_no_problems() -> None:
    text = "师德自查报告\n我校没有收受家长礼品，没有参与有偿补课，没有打骂学生，没有发生体罚，没有违规收费。"
    assert "problems" not in found(text, "report")


def test_a_written_apology_tells_its_fault() -> None:
    text = "说明\n上周监考我睡过了头，晚到十二分钟，给考场添了麻烦，为此我诚恳检讨。"
    assert "problems" in found(text, "report")


def test_to_look_for_faults_is_to_name_none() -> None:
    text = "学习体会\n我们更应对照先进好好想一番，找准差距，把工作做得更有成效，让家长满意。"
    assert "problems" not in found(text, "report")


def test_a_duty_area_is_no_duty() -> None:
    """责任 heads who answers for a plan; 责任区 is what the plan sets up."""
    text = "党员责任区活动意见\n为落实部署，提出意见。\n一、责任区的设置\n按年级组划分，每区一名党员带头。\n二、其他\n略。"
    assert "leadership" not in found(text, "plan")


def test_steps_at_the_head_of_a_cut_plan_are_read() -> None:
    text = (
        "（二）审定。三月动员，四月公示，支部逐条审定，年底评议总结。\n"
        "（三）兑现。每季检查，六月评议，十二月总结。\n六、具体要求\n书记负责，会计记台账，每季通报。"
    )
    assert {"phases", "leadership"} <= found(text, "plan")


@pytest.mark.parametrize(
    "line",
    [
        "我校于四月组织全体教师开展了师德自查。",
        "学校成立了自查领导小组，逐班走访。",
        "会前通过座谈、走访听取了大家的看法。",
        "我今年五十二岁，一九七九年入党。",
        "我支部有党员二十三名。",
    ],
)
def test_what_was_done_for_the_check_or_who_speaks_is_basic(line: str) -> None:
    assert "basic" in found(f"对照检查材料\n{line}\n一、不足\n文件只看标题，笔记照抄。", "report")


def test_a_bare_preamble_is_not_basic() -> None:
    text = (
        "对照检查材料\n按照支部安排，我认真学习有关文件，现对照检查如下。\n一、不足\n文件只看标题，笔记照抄。"
    )
    assert "basic" not in found(text, "report")


PLAN_HEAD = "云溪县石桥小学创先争优活动实施方案\n"
PLAN_TAIL = "\n四、方法步骤\n第一阶段，3月宣传发动。第二阶段，4月至11月实施。\n五、组织领导\n成立以支部书记为组长的领导小组。\n石桥小学党支部\n2011年3月8日"


@pytest.mark.parametrize(
    "under",
    [
        "开展“红烛先锋”评比，每季度推出两人，事迹贴在校门口。",
        "以“三比一看”为主要形式，用广播和黑板报造声势。\n开展“红烛先锋”评比，每季度推出两人。",
        "举办“党员先上一课”主题演讲，六月决赛。\n开展“红烛先锋”评比，每季度推出两人。",
    ],
)
@pytest.mark.parametrize("heading", ["活动方式", "开展方式"])
def test_ways_of_an_activity_are_its_carrier(heading: str, under: str) -> None:
    guiding = "一、指导思想\n以科学发展观为指导，做好教育工作。\n二、主要内容\n党员带头学习，每月读一本书。\n"
    ids = found(f"{PLAN_HEAD}{guiding}三、{heading}\n{under}{PLAN_TAIL}", "plan")
    assert ids == {"guiding", "content", "carrier", "phases", "leadership"}


def test_what_the_guiding_idea_names_as_a_means_is_no_carrier() -> None:
    guiding = "一、指导思想\n以科学发展观为指导，以师德建设为抓手，以提高质量为载体，办好学校。\n二、主要内容\n党员带头学习，每月读一本书。\n"
    assert "carrier" not in found(f"{PLAN_HEAD}{guiding}{PLAN_TAIL[1:]}", "plan")


@pytest.mark.parametrize("heading", ["毛病出在哪里", "问题在哪儿", "差距是什么", "我的毛病在哪"])
def test_a_question_on_a_line_of_its_own_is_a_heading(heading: str) -> None:
    text = (
        f"照一照镜子——我的党性剖析\n先说我这个人\n我叫林小禾，四十四岁，1999年入的党。\n{heading}\n"
        "翻开去年的听课本，一共六节，其中两节是别人代签的。讲台上的挂图用了八年。\n为什么会这样\n把党员身份当成了一张纸，日子一长心就懒了。\n"
        "往后怎么办\n第一，补齐二十节听课。\n林小禾\n2011年6月10日"
    )
    assert found(text, "report") == {"basic", "problems", "causes", "remedies"}


HEADED = {
    "report": "党性分析报告\n一、基本情况\n我教语文十二年，2003年入党。\n二、存在的问题\n{problems}\n三、原因分析\n{causes}\n"
    "四、整改措施\n{remedies}\n李明\n2011年3月1日",
    "plan": "前洼小学创先争优活动实施方案\n一、指导思想\n以科学发展观为指导，办好家门口的学校。\n二、主要内容\n每月家访两户。\n"
    "三、活动载体\n{carrier}\n四、方法步骤\n{phases}\n五、组织领导\n书记任组长，每月查一次。\n前洼小学党支部\n2011年3月1日",
}
SAID = {
    "problems": "读书少，备课照抄旧教案。",
    "causes": "图清闲，怕得罪人。",
    "remedies": "每周读书两小时，每月家访两户。",
    "carrier": "设党员示范岗，每班一块牌。",
    "phases": "三月动员，四月公开承诺，十二月评议。",
}


def empty(kind: str, section: str, words: str) -> list[str]:
    """What the review says of empty sections of a paper with these words under one heading."""
    text = HEADED[kind].format(**{**SAID, section: words})
    review = review_document(document_of(text), "a.txt", STANDARD, kind)
    return [f.message for f in review.findings if f.rule == "sections.empty"]


@pytest.mark.parametrize(
    ("kind", "section", "words"),
    [
        ("report", "causes", "原因是多方面的。"),
        ("report", "causes", "究其原因是多方面的，既有主观的，也有客观的。"),
        ("report", "causes", "以上问题的存在，值得深思。"),
        ("report", "problems", "工作中还存在一些不足之处，有待改进。"),
        ("report", "problems", "自己还有不少缺点，有待克服和提高。"),
        ("report", "remedies", "针对存在的问题，我将认真整改，不辜负组织的期望。"),
        ("report", "remedies", "今后我要加倍努力，做一名合格的共产党员。"),
        ("plan", "carrier", "各支部要结合实际，设计形式多样、行之有效的载体。"),
        ("plan", "carrier", "活动主题是“立足岗位创先进”。各支部要围绕主题，扎实开展活动。"),
        ("plan", "carrier", "以丰富多彩的活动为载体，扎实推进创先争优活动深入开展。"),
        ("plan", "carrier", "结合实际，精心设计载体，搭建平台，增强吸引力和感染力。"),
        ("report", "remedies", "发扬优点，克服缺点，争取更大的进步。"),
        ("plan", "phases", "按照上级要求，分阶段组织实施，具体安排另行通知。"),
        ("report", "remedies", "认真整改。"),
        ("report", "remedies", "今后一定努力克服缺点，发扬优点，争做合格党员。"),
        ("report", "remedies", "请领导和同志们监督。"),
        ("report", "remedies", "从自身做起，从我做起。"),
        ("report", "causes", "既有主观因素，也有客观因素。"),
        ("report", "causes", "没有。"),
        ("plan", "phases", "1.提高认识，2.加强领导，3.狠抓落实。"),
        ("plan", "carrier", "开展各种活动，扎实推进创先争优。"),
    ],
)
def test_words_that_say_nothing_leave_a_section_empty(kind: str, section: str, words: str) -> None:
    (message,) = empty(kind, section, words)
    assert "空话" in message and inner(words) in message
    assert ("一句空话" in message) == (words.count("。") == 1)


@pytest.mark.parametrize(
    ("kind", "section", "words"),
    [
        ("report", "causes", "原因是多方面的，主要是读书少。"),
        ("report", "causes", "既有主观原因，也有客观原因，说到底是懒。"),
        ("report", "causes", "对自己要求不严。"),
        ("report", "causes", "措施不力，安排不周。"),
        ("report", "problems", "活动开展少。"),
        ("report", "problems", "工作方法不当。"),
        ("report", "problems", "还存在一些不足：备课照抄。"),
        ("report", "remedies", "针对存在的问题，每周读书两小时。"),
        ("report", "remedies", "加倍努力，把欠的听课补上。"),
        ("plan", "carrier", "各支部要围绕主题，设党员示范岗。"),
        ("plan", "carrier", "活动主题是“立足岗位创先进”，每月一次主题党日。"),
        ("plan", "carrier", "以党员示范岗为载体，推进创先争优活动。"),
        ("plan", "carrier", "搭建网上晒课平台，创新听课形式。"),
        ("report", "problems", "工作中还存在形式主义。"),
        ("report", "problems", "活动内容单一。"),
        ("report", "causes", "进步的动力不足。"),
        ("report", "remedies", "全面改进教案，精心备课。"),
        ("plan", "carrier", "以家访活动为载体，推动活动深入开展。"),
        ("report", "problems", "工作创新乏力，活动平台陈旧。"),
        ("report", "remedies", "发扬优点，戒急躁，争取更大的进步。"),
        ("plan", "phases", "按照上级安排分步实施，三月动员。"),
        ("plan", "phases", "分阶段进行：先学习，后承诺。"),
        ("report", "causes", "思想僵化。"),
        ("report", "causes", "懒散。"),
        ("report", "causes", "1、自己懒惰。"),
        ("report", "causes", "有私心。"),
        ("report", "causes", "责任在我。"),
        ("report", "problems", "工作将就。"),
        ("report", "problems", "组织涣散。"),
        ("report", "remedies", "认真安排家访。"),
        ("report", "remedies", "与同志和好。"),
        ("plan", "carrier", "开展家访，推进活动。"),
        ("plan", "carrier", "组织推进会。"),
        ("plan", "phases", "组织党员会。"),
        ("plan", "phases", "三月部署。"),
        ("plan", "phases", "三、四月部署。"),
    ],
)
def test_a_few_words_that_say_something_are_a_section(kind: str, section: str, words: str) -> None:
    assert empty(kind, section, words) == []


@pytest.mark.parametrize(
    "words",
    ["打印", "李明", "首先，", "一是", "略。", "（从略）", "待补充。", "一要提高认识，二要努力改进。"],
)
def test_a_sites_word_or_what_is_cut_off_is_no_section(words: str) -> None:
    assert len(empty("report", "causes", words)) == 1


BRACKETED = "自我剖析\n【一点家底】\n我教语文十二年，2003年入党。\n【哪里不足】\n备课应付，教案照抄。\n【根子在哪】\n怕吃苦，图清闲。\n【今后怎么做】\n{said}\n李明\n2011年3月1日"


def test_a_line_in_brackets_is_a_heading() -> None:
    full = analyse(document_of(BRACKETED.format(said="每周读书两小时，教案自己写。")), STANDARD, "report")
    assert [h.title for h in full.outline.headings] == ["一点家底", "哪里不足", "根子在哪", "今后怎么做"]
    assert {s.id for s in full.sections if not s.found} == set()
    hollow = document_of(BRACKETED.format(said="今后将努力改进，请组织放心。"))
    (told,) = [
        f for f in review_document(hollow, "a.txt", STANDARD, "report").findings if f.rule == "sections.empty"
    ]
    assert "“【今后怎么做】”下面只有一句空话“今后将努力改进，请组织放心。”" in told.message


@pytest.mark.parametrize(
    "line",
    [
        "【此处填写地点】",
        "【第1篇】",
        "【篇二】",
        "【本期要目】",
        "【画面：红旗】",
        "【我每天听课。】",
        "【今后】再说",
    ],
)
def test_a_prompt_or_a_sites_mark_in_brackets_is_no_heading(line: str) -> None:
    text = REPORT + line + "\n每周读书两小时，教案自己写。\n李明\n2011年3月1日"
    titles = [h.title for h in analyse(document_of(text), STANDARD, "report").outline.headings]
    assert len(titles) == 2, titles


REPORT_OF = (
    "党性分析报告\n一、基本情况\n我叫林小禾，2004年入党，任教语文。\n二、存在的主要问题\n理论学习不够，读书少。\n"
    "{causes}\n四、整改措施\n{remedies}\n林小禾\n2011年6月1日"
)
REMEDY = "每周读书两小时，记好笔记。"


@pytest.mark.parametrize(
    "causes",
    [
        "三、原因分析：懒散。",
        "三、原因分析：懒散",
        "三、原因：懒散。",
        "三、原因分析。懒散。",
        "三、原因分析 懒散。",
        "三、原因分析　图清闲",
        "三、原因分析——懒散。",
        "三、产生问题的原因：怕苦。",
        "三、思想根源剖析：私心重",
        "第三部分：原因分析：懒散。",
        "原因分析：懒散",
        "三、原因 分析\n懒散。",
        "三、原因分析，懒散。",
        "三、原因分析，懒散",
        "三、原因分析；懒散。",
        "三、原因，懒散。",
        "三、原因分析懒散。",
        "三、原因分析、懒散。",
        "三、原因分析，图清闲，怕得罪人。",
    ],
)
def test_a_heading_and_the_little_that_is_said_of_it_may_share_a_line(causes: str) -> None:
    text = REPORT_OF.format(causes=causes, remedies=REMEDY)
    assert "causes" in found(text, "report")
    rules = {f.rule for f in review_document(document_of(text), "a.txt", STANDARD, "report").findings}
    assert not rules & {"sections.missing", "sections.empty"}


@pytest.mark.parametrize(
    "causes",
    [
        "三、原因分析：",
        "三、原因分析：无。",
        "三、原因分析：略",
        "三、原因分析：____",
        "三、原因分析：XXX",
        "三、原因分析：某某",
        "三、原因分析：多方面",
        "三、原因分析：认真整改。",
        "三、原因分析，",
        "三、原因分析，略。",
        "三、原因分析，认真整改。",
        "三、原因分析如下。",
        "三、原因分析要深刻。",
        "三、体会：很深。",
    ],
)
def test_a_heading_with_nothing_said_of_it_in_its_line_is_told(causes: str) -> None:
    assert "causes" not in found(REPORT_OF.format(causes=causes, remedies=REMEDY), "report")


@pytest.mark.parametrize(
    "causes", ["三、原因分析，", "三、原因分析，略。", "三、原因分析，认真整改。", "三、原因分析如下。"]
)
def test_such_a_heading_is_said_to_be_empty_and_not_to_lack(causes: str) -> None:
    review = review_document(document_of(REPORT_OF.format(causes=causes, remedies=REMEDY)), "a.txt", STANDARD)
    assert [f.rule for f in review.findings if f.rule.startswith("sections")] == ["sections.empty"]


def test_a_heading_of_two_halves_keeps_both() -> None:
    text = PLAN_OF.format("书记负总责。").replace("五、组织领导", "五、加强领导，务求实效。")
    assert "加强领导，务求实效" in [
        h.title for h in analyse(document_of(text), STANDARD, "plan").outline.headings
    ]


PLAN_OF = (
    "石桥镇中学创先争优活动实施方案\n一、指导思想\n结合学校实际，制定本方案。\n二、主要内容\n每周学习一次。\n"
    "三、活动载体\n设党员先锋岗。\n四、方法步骤\n三月动员，十二月总结。\n五、组织领导\n{}\n石桥镇中学党支部\n2011年3月1日"
)


@pytest.mark.parametrize(
    "words",
    [
        "加强支部建设。",
        "强化组织保障。",
        "成立领导小组。",
        "书记负总责。\n加强支部建设。",
        "加强支部建设。\n石桥镇中学党支部每月检查一次。",
        "（一）加强支部建设。\n（二）落实工作责任。",
    ],
)
def test_a_sentence_that_ends_with_a_heading_word_is_text(words: str) -> None:
    outline = analyse(document_of(PLAN_OF.format(words)), STANDARD, "plan").outline
    assert [h.title for h in outline.headings if not h.number] == []
    assert "leadership" in found(PLAN_OF.format(words), "plan")


@pytest.mark.parametrize("words", ["", "落实工作责任。", "加强领导。"])
def test_a_heading_over_such_a_sentence_that_is_empty_words_is_empty(words: str) -> None:
    assert "leadership" not in found(PLAN_OF.format(words), "plan")


@pytest.mark.parametrize(
    "items",
    [
        "每周学习一次，写笔记。",
        "（一）学习提高\n每周学习一次，写笔记。\n（二）服务群众\n每月家访一户，记台账。",
        "一、学习提高。每周学习一次，写笔记。\n二、服务群众。每月家访一户，记台账。",
    ],
)
def test_a_heading_with_a_full_stop_stays_one_where_headings_have_no_numbers(items: str) -> None:
    text = (
        f"石桥镇中学创先争优活动实施方案\n活动的指导思想。\n结合学校实际，制定本方案。\n今年的主要内容。\n{items}\n"
        "活动的载体。\n设党员先锋岗，挂牌上岗。\n活动的方法步骤。\n三月动员，十二月总结。\n"
        "加强组织领导。\n书记负总责，副书记具体抓。\n石桥镇中学党支部\n2011年3月1日"
    )
    assert {"guiding", "content", "carrier", "phases", "leadership"} <= found(text, "plan")
    titles = [h.title for h in analyse(document_of(text), STANDARD, "plan").outline.headings]
    assert {"活动的载体", "活动的方法步骤", "加强组织领导"} <= set(titles)


DUTY_PLAN = (
    "石桥小学“党员示范岗”创建方案\n一、{}\n让党员的身份亮出来，促进教学质量提高。\n二、{}\n"
    "（一）教学岗。设四个岗，上岗党员每周听两节课。\n（二）帮扶岗。设三个岗，每月家访两户。\n"
    "三、{}\n门口挂一张表，每周五自己打勾。\n四、步骤\n九月定岗，十月上岗，次年六月评岗。\n"
    "石桥小学党支部\n2011年9月1日"
)


@pytest.mark.parametrize("aim", ["创建目的", "设岗目的", "总的想法", "我们的出发点"])
@pytest.mark.parametrize("posts", ["岗位设置及要求", "岗位设置和要求", "岗位要求"])
def test_what_is_asked_of_posts_is_content_and_no_leadership(aim: str, posts: str) -> None:
    plan = DUTY_PLAN.format(aim, posts, "用什么办法推")
    assert found(plan, "plan") == {"guiding", "content", "carrier", "phases"}
    led = plan.replace("石桥小学党支部\n", "五、工作要求\n书记负责，月底通报。\n石桥小学党支部\n")
    assert "leadership" in found(led, "plan")


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("说来说去，毛病就出在一个“拖”字上，心里总想着明天再办。", True),
        ("机房的毛病出在哪里，我至今没有查。", False),
    ],
)
def test_where_the_fault_lies_is_a_cause(words: str, told: bool) -> None:
    text = f"个人小结\n我教语文十二年，2003年入党。\n备课照抄，很少家访。\n{words}\n今后我要每周家访两户。"
    assert ("causes" in found(text, "report")) is told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("丁茂才，石桥小学总务主任，五十一岁，党龄二十年。", True),
        ("姜有福，五十七岁，看大门，当过司机。", True),
        ("按照支部通知，对照五条标准逐项打分。", False),
    ],
)
def test_name_post_and_age_at_the_head_tell_who_writes(line: str, told: bool) -> None:
    text = f"对照检查\n{line}\n存在的问题：\n仓库的账半年没有对，老师来领东西我嫌烦。\n原因分析：\n管钱管久了，心里飘。\n整改措施：\n每月对一次账。"
    assert ("basic" in found(text, "report")) is told


@pytest.mark.parametrize("words", ["为啥子", "为什么", "原因", "咋回事"])
def test_parts_counted_in_words_have_headings(words: str) -> None:
    text = (
        "党性分析报告\n第一回写：我是哪个\n李明，2005年入党，开校车。\n第二回写：出过的问题\n去年超速三次，没有报告校长。\n"
        f"第三回写：{words}\n图快，规矩放在脑后。\n第四回写：往后\n导航的提醒开到最大声，再超速当天报告。"
    )
    assert {"basic", "problems", "causes", "remedies"} <= found(text, "report")


BARE = (
    "党性分析报告\n苏小妹，女，1982年生，2006年入党，音乐教师。\n"
    "我查了查自己，问题有四个：党章只在入党那年读过；合唱队一学期只排三次；学生问谱子，我嫌烦打发走了；例会迟到七次。\n"
    "{}\n{}\n苏小妹\n2011年5月20日"
)
AHEAD = "今后，我要每周学习两小时，合唱队每周三排练，耐心答学生的问，例会提前到。"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("剖析起来，还是党员意识淡化，年轻气盛。", True),
        ("想想原因，是心里那杆秤歪了。", True),
        ("这说明我的宗旨意识还不强，怕麻烦、爱面子。", True),
        ("以上种种，皆因党性修养不够，安于现状。", True),
        ("主观上，我没有摆正位置；客观上，杂事多。", True),
        ("这些毛病，都和自己不求上进有关。", True),
        ("病根：入党后放松了改造。", True),
        ("分析起来，主要是以下几个问题没有办好。", False),
        ("这说明学校的通知已经发到每个班。", False),
        ("这些问题已经和有关部门的同志说过。", False),
        ("合唱队的三次排练都在下午。", False),
    ],
)
def test_a_cause_is_begun_in_many_ways(words: str, told: bool) -> None:
    assert ("causes" in found(BARE.format(words, AHEAD), "report")) is told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("怎么改？文件精读并摘抄，合唱队周三排。", True),
        ("怎样办？先把谱子抄给学生，例会早到。", True),
        ("为此，我决定把党章抄一遍。", True),
        ("学生问我这道题怎么改，我没有答。", False),
    ],
)
def test_a_remedy_is_begun_in_many_ways(words: str, told: bool) -> None:
    assert ("remedies" in found(BARE.format("究其原因，是图清闲。", words), "report")) is told


@pytest.mark.parametrize(
    "label", ["病根：入党后放松了改造。", "原因：图清闲。", "想想病因：图清闲，怕麻烦。"]
)
def test_a_label_is_done_with_its_line(label: str) -> None:
    assert {"causes", "remedies"} <= found(BARE.format(label, AHEAD), "report")


def test_what_stands_in_the_labels_own_line_or_under_a_heading_is_of_it() -> None:
    text = BARE.format("病根：入党后放松了改造，以为今后要靠年轻人。", "请支部审查。")
    assert "remedies" not in found(text, "report")
    text = "党性分析报告\n一、基本情况\n我教音乐，2006年入党。\n二、存在的问题\n读书少。\n今后要求多了，我嫌烦。\n三、原因分析\n图清闲。\n苏小妹\n2011年5月20日"
    assert "remedies" not in found(text, "report")


LED_IN = "{}\n作为石桥小学的一名党员，我向全校师生承诺：\n一、每周读书两小时。\n二、不收礼品，不在外补课。\n三、每月家访两户。\n王志强\n2011年3月8日"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("说到做到", True),
        ("我的五条", True),
        ("给家长的一份保证", True),
        ("党员示范岗", True),
        ("石桥小学党支部", False),
        ("李文秀", False),
    ],
)
def test_a_first_line_is_the_title_though_the_next_one_names_the_kind(line: str, told: bool) -> None:
    analysis = analyse(document_of(LED_IN.format(line)), STANDARD)
    assert analysis.kind == "letter"
    assert ("title" in {s.id for s in analysis.sections if s.found}) is told
    assert (analysis.outline.title == line) is told
