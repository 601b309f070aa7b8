"""Outlines of the shapes that real files have: run-in headings, automatic numbers, site chrome."""

import re

import pytest

from checker.analysis import Outline
from checker.document import Cell, Document, Paragraph
from checker.evaluate import document_of
from checker.judging import analyse_outline
from corpus import StandardError, chrome, load_standard
from corpus.yamldoc import parse

STANDARD = load_standard()


def outline(text: str) -> Outline:
    return analyse_outline(document_of(text), STANDARD)


def heads(text: str) -> list[tuple[int, str]]:
    return [(h.level, h.title) for h in outline(text).headings]


def test_headings_on_lines_of_their_own() -> None:
    text = "党性分析报告\n一、基本情况\n我叫林小禾。\n二、存在的主要问题\n（一）学习不够\n读书少。\n1.笔记不全\n补抄过两次。"
    assert heads(text) == [(1, "基本情况"), (1, "存在的主要问题"), (2, "学习不够"), (3, "笔记不全")]


@pytest.mark.parametrize(
    "line",
    [
        "一、指导思想 以邓小平理论为指导，全面落实上级部署，认真开展活动。",
        "一、指导思想。以邓小平理论为指导，全面落实上级部署，认真开展活动。",
        "一、指导思想：以邓小平理论为指导，全面落实上级部署，认真开展活动。",
        "一、指导思想以邓小平理论为指导，全面落实上级部署，认真开展活动。",
        "（一）指导思想 以邓小平理论为指导，全面落实上级部署，认真开展活动。",
        "1.指导思想以邓小平理论为指导，全面落实上级部署，认真开展活动。",
        "一　指导思想　以邓小平理论为指导，全面落实上级部署，认真开展活动。",
    ],
)
def test_a_heading_that_runs_into_its_paragraph(line: str) -> None:
    found = outline("活动实施方案\n" + line).headings
    assert [h.title for h in found] == ["指导思想"]
    assert found[0].run_in
    body = [s for s in outline("活动实施方案\n" + line).sentences if s.role == "body"]
    assert body[0].text.startswith("以邓小平理论")


def test_a_short_heading_word_glued_to_a_passage_of_its_section_is_a_heading() -> None:
    text = "党性分析报告\n二、问题\n书读得少。\n三、原因说到原因，是我觉得教好书就行，思想上松了劲。\n四、整改\n今后每天读书。"
    assert [h.title for h in outline(text).headings] == ["问题", "原因", "整改"]


def test_an_item_that_begins_with_a_heading_word_is_no_heading() -> None:
    text = (
        "党性分析报告\n二、存在的主要问题\n1.努力方向不明确，工作没有计划。\n2.整改措施落实得慢，拖到年底。"
    )
    assert [h.title for h in outline(text).headings] == ["存在的主要问题"]


def test_a_whole_plan_in_one_paragraph() -> None:
    text = "某校活动实施方案 为落实上级部署，制定方案。 一、指导思想 以科学发展观为指导，扎实工作。 二、方法步骤 （一）动员部署（5月）。开好动员大会。（二）全面推进（6月）。人人公开承诺。"
    assert [h.title for h in outline(text).headings][:2] == ["指导思想", "方法步骤"]
    assert outline(text).title == "某校活动实施方案"


def test_clauses_of_a_run_in_list_stand_under_their_own_heading() -> None:
    result = outline(
        "活动方案\n二、主要内容\n努力做到：一是领导班子好。班子每学期听课二十节。二是党员队伍好。党员人人有岗位。"
    )
    under = {
        result.headings[s.heading].title: s.text
        for s in result.sentences
        if s.role == "body" and s.heading >= 0
    }
    assert under["领导班子好"] == "班子每学期听课二十节。"
    assert under["党员队伍好"] == "党员人人有岗位。"


def test_a_word_automatic_number_is_a_number() -> None:
    paragraphs = (
        Paragraph(0, "党性分析报告"),
        Paragraph(1, "基本情况", number="一、"),
        Paragraph(2, "我叫林小禾，教语文。"),
    )
    found = analyse_outline(Document("docx", "0" * 64, paragraphs), STANDARD).headings
    assert [(h.number, h.value, h.auto, h.title) for h in found] == [("一、", 1, True, "基本情况")]


def test_items_of_a_letter_are_no_headings() -> None:
    text = "承诺书\n我郑重承诺如下：\n一、按时参加支部学习\n二、不收家长一分钱\n三、不打骂学生\n承诺人：林小禾\n2011年3月1日"
    assert heads(text) == []
    assert "二、不收家长一分钱" in [s.text for s in outline(text).sentences if s.role == "body"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("承诺书\n我承诺：", "承诺书"),
        (
            "云溪县石桥镇中心小学\n创先争优活动实施方案\n为了……，制定本方案。",
            "云溪县石桥镇中心小学创先争优活动实施方案",
        ),
        (
            "石桥镇中心小学创先争优活动实施方案为落实上级精神，制定本方案。",
            "石桥镇中心小学创先争优活动实施方案",
        ),
        ("尊敬的家长：\n承诺书\n我承诺：", "承诺书"),
        ("护校值守承诺书护校值守承诺书\n我承诺：", "护校值守承诺书"),
        ("岭下村里话先锋\n会上，村支书先讲。\n老党员承诺，继续看守水闸；", "岭下村里话先锋"),
        ("护河倡议书来源：镇办 浏览：312次\n各位同事：\n河道要常清。", "护河倡议书"),
        ("师德自查材料2019-05-06 本文已影响3人\n我自查如下。", "师德自查材料"),
        ("第一篇：岭下中学创先争优活动方案\n为落实部署，制定方案。", "岭下中学创先争优活动方案"),
        ("栏目 > 通知 >\n节水倡议书\n各位同事：\n随手关紧龙头。", "节水倡议书"),
        ("五是备课不细，教案照抄。\n二整改措施\n今后每课手写教案。", ""),
        ("关于夏季防汛的倡议书？" + "今年雨水多，" * 12 + "请大家早做准备。", "关于夏季防汛的倡议书"),
        ("1、护校倡议书各位老师：" + "校门口车多，" * 12 + "请大家轮流值守。", "护校倡议书"),
        (
            "下载文档\n岭下中学自我剖析材料时间：2019-05-06 导语：本文" + "供参考，" * 20 + "好。",
            "岭下中学自我剖析材料",
        ),
        ("河西集市防火承诺为了平安，" + "各摊位互相照看，" * 10 + "特此承诺。", "河西集市防火承诺"),
        (
            "深化护河倡议书发布时间：2019-05-06 10:20全院职工：" + "河水要清，" * 12 + "请大家动手。",
            "深化护河倡议书",
        ),
        (
            "众志成城护家园！岭下镇党委致全体党员的倡议书\n各位党员：\n请守好路口。",
            "众志成城护家园！岭下镇党委致全体党员的倡议书",
        ),
        ("当前位置：首页 > 岭下镇节约用水倡议书\n各位同事：\n请关紧龙头。", "岭下镇节约用水倡议书"),
        (
            "岭下镇防火承诺书- 1、下载前请自行甄别，平台不提供补充。\n一、背景\n山上草深。",
            "岭下镇防火承诺书",
        ),
        (
            "岭下镇读书倡议书时间：2019-05-06读书好，下面是小编整理的范文，供参考！\n各位同事：\n每天读一页。",
            "岭下镇读书倡议书",
        ),
        ("护林承诺书（四篇）承诺书由标题、正文、落款组成，动笔前可参考。", "护林承诺书（四篇）"),
        ("学校开展签订承诺书仪式，" + "老师们依次上台，" * 12 + "气氛热烈。", ""),
        ("我是石桥小学教师李明，1999年入党，现作如下承诺：\n一、每天读书半小时。", ""),
        ("我叫李明，1985年参加工作，现承诺如下：\n一、每天读书半小时。", ""),
        ("李明，男，1978年9月出生，石桥小学教师，郑重承诺：\n一、每天读书半小时。", ""),
        (
            "我为党旗添光彩，我为学校作贡献\n我叫李明，1999年入党，承诺如下：",
            "我为党旗添光彩，我为学校作贡献",
        ),
        ("我在石桥小学的2009年\n这一年我读了两本书。", "我在石桥小学的2009年"),
        ("2011年入党积极分子培养方案\n为做好培养工作，制定本方案。", "2011年入党积极分子培养方案"),
        ("为保平安，特签订安全责任书如下，" + "各班照此执行，" * 12 + "不得有误。", ""),
    ],
)
def test_title(text: str, title: str) -> None:
    assert outline(text).title == title


@pytest.mark.parametrize(
    ("end", "name", "date"),
    [
        ("承诺人：林小禾\n2011年3月1日", "林小禾", "2011-03-01"),
        ("承诺人：林小禾　2011年3月1日", "林小禾", "2011-03-01"),
        ("石桥镇中心小学党支部\n二〇一一年三月一日", "石桥镇中心小学党支部", "2011-03-01"),
        ("买买提·艾力\n2011.3.1", "买买提·艾力", "2011-03-01"),
        ("承诺人：\n2011年3月1日", "", "2011-03-01"),
        ("承诺人：______\n年  月  日", "", ""),
        ("（五）全体党员：崇尚节约，随手拧紧水龙头；", "", ""),
        ("承诺人：张三，2011年3月1日", "张三", "2011-03-01"),
        ("承诺人：张三，监督人：李四", "张三", ""),
        ("落款 承诺人：高忠落款 2011年 3月 13日", "高忠", "2011-03-13"),
        ("落款 高忠落款 2011年3月13日", "高忠", "2011-03-13"),
        ("落款：承诺人：高忠\n2011年3月13日", "高忠", "2011-03-13"),
        ("落款\n2011年3月13日", "", "2011-03-13"),
        ("承诺人签名\n2011年3月13日", "", "2011-03-13"),
        ("保证人\n2011年3月13日", "", "2011-03-13"),
        ("落款\n高忠\n2011年3月13日", "高忠", "2011-03-13"),
        ("机关党委（机关工作处）\n2011年3月13日", "机关党委（机关工作处）", "2011-03-13"),
        ("? ?岭下恒源酒业有限公司? ?2011年3月13日? ?", "岭下恒源酒业有限公司", "2011-03-13"),
        ("中共岭下县委组织部 中共岭下县委宣传部", "中共岭下县委组织部中共岭下县委宣传部", ""),
        (
            "请大家照做。岭下县发展和改革局岭下县机关事务管理局2011年3月13日",
            "岭下县发展和改革局岭下县机关事务管理局",
            "2011-03-13",
        ),
        ("班主任签名：------校长签名：------", "", ""),
        ("责任人签名：------ 年 ---- 月 ---- 日", "", ""),
        ("检讨人：高忠2011年3月13日", "高忠", "2011-03-13"),
        ("请大家照做。岭下镇中学20xx年3月x日", "岭下镇中学", ""),
        ("岭下镇中学\n20xx年x月x日", "岭下镇中学", ""),
        ("请大家照做。\n20xx年x月x日", "", ""),
        ("检讨人：高××2011年3月13日", "", "2011-03-13"),
        ("请大家照做！岭下镇中学2011年3月13日编辑：高忠 初审：魏丽娟", "岭下镇中学", "2011-03-13"),
        ("请大家照做！党委宣传部 学生工作部 校团委", "党委宣传部学生工作部校团委", ""),
        ("请大家照做！", "", ""),
        ("承诺人：?_ 20__年__月", "", ""),
        ("保证人：XXX20xx年X月XX日", "", ""),
        ("检讨人：高忠\n2011年3月13日", "高忠", "2011-03-13"),
    ],
)
def test_signature(end: str, name: str, date: str) -> None:
    found = outline("承诺书\n我郑重承诺如下：\n一、每周读书两小时，写好笔记。\n" + end).signature
    assert found.name == name
    assert (found.date.isoformat() if found.date else "") == date


def in_table(*rows: tuple[str, ...]) -> Outline:
    """The outline of a pledge whose text and signature stand in a form's cells."""
    cells = [("内容", "我郑重承诺如下："), ("内容", "一、每周读书两小时，写好笔记，月底交支部看。"), *rows]
    paragraphs = [Paragraph(0, "承诺书")]
    for r, row in enumerate(cells, 1):
        for c, text in enumerate(row, 1):
            if text:
                paragraphs.append(Paragraph(len(paragraphs), text, "table", cell=Cell(1, r, c)))
    return analyse_outline(Document("docx", "0" * 64, tuple(paragraphs)), STANDARD)


@pytest.mark.parametrize(
    "label", ["落款", "签名", "签字", "署名", "承诺人签名", "落款人", "承 诺 人：", "姓名"]
)
@pytest.mark.parametrize("name", ["魏丽娟", "买买提·艾力", "云溪县石桥镇中心小学党支部"])
def test_the_name_is_in_the_cell_beside_its_label(label: str, name: str) -> None:
    signature = in_table((label, name), (label, "2011.3.12")).signature
    assert (signature.name, str(signature.date)) == (name, "2011-03-12")
    assert signature.name_where is not None and signature.name_where.paragraph == 6


@pytest.mark.parametrize(
    ("rows", "name"),
    [
        ([("签名", "日期"), ("魏丽娟", "2011年3月12日")], "魏丽娟"),
        ([("签名", "魏丽娟", "日期", "2011年3月12日")], "魏丽娟"),
        ([("落款", "魏丽娟（手印） 2011年3月12日")], "魏丽娟"),
        ([("落款", "承诺人：魏丽娟"), ("落款", "2011年3月12日")], "魏丽娟"),
        ([("落款", "2011.3.14")], ""),
        ([("签名", "", "日期", "2011年3月12日")], ""),
        ([("承诺人签名", ""), ("日期", "2011年3月12日")], ""),
        ([("时间", "2011年3月12日")], ""),
        ([("姓名", "职务"), ("魏丽娟", "组长"), ("高忠", "成员")], ""),
        ([("责任人", "魏丽娟"), ("党员", "高忠")], ""),
    ],
)
def test_a_label_in_a_cell_is_nobodys_name(rows: list[tuple[str, ...]], name: str) -> None:
    assert in_table(*rows).signature.name == name


def test_a_sites_own_words_are_set_apart() -> None:
    text = (
        "下载文档\n大小:22KB\n某校实施方案.doc\n网站客服:123456\n"
        "某校创先争优活动实施方案\n为落实上级部署，支部研究决定在全体党员中开展活动，现结合本校实际制定如下方案，请各组认真执行，抓好落实，按期上报。\n"
        "你可能关注的文档\n收起"
    )
    document = document_of(text)
    result = analyse_outline(document, STANDARD)
    assert {document.quote(c) for c in result.chrome} == {
        "下载文档", "大小:22KB", "某校实施方案.doc", "网站客服:123456", "你可能关注的文档", "收起",
    }  # fmt: skip
    assert result.title == "某校创先争优活动实施方案"
    assert not any("客服" in s.text for s in result.sentences)


def test_a_schools_own_time_line_is_not_chrome() -> None:
    assert outline("活动方案\n时间：2011年6月\n地点：会议室").chrome == ()


@pytest.mark.parametrize(
    ("head", "chrome"),
    [
        ("护校承诺书范文\n2019-05-06\n第一篇：护校承诺书", {"2019-05-06"}),
        (
            "首页 > 范文 > 承诺\n护校承诺书\n发布时间：2019-05-06",
            {"首页 > 范文 > 承诺", "发布时间：2019-05-06"},
        ),
        ("护校承诺书\n时间：2019-05-06 10:18:00", {"时间：2019-05-06 10:18:00"}),
        ("护校承诺书\n导语：本文来源于网友，不代表本站观点。", {"导语：本文来源于网友，不代表本站观点。"}),
        ("护校承诺书\n2019-05-06", set()),
    ],
)
def test_a_sites_date_under_a_title_is_not_the_papers(head: str, chrome: set[str]) -> None:
    """A bare date counts unless the file shows that it comes from a site; the title stays in any case."""
    document = document_of(f"{head}\n我承诺：每天清点人数，不体罚学生，不收礼品。")
    result = analyse_outline(document, STANDARD)
    assert {document.quote(c) for c in result.chrome} == chrome
    assert result.title.startswith("护校承诺书")
    assert (result.signature.date_where is None) == bool(chrome)


def test_every_sentence_quotes_its_place() -> None:
    document = document_of("承諾書\n一、加强 學習，每周讀書兩小時；二、不收家長禮品。\n承諾人：林小禾")
    for s in analyse_outline(document, STANDARD).sentences:
        assert document.quote(s.where).strip()
        assert s.text[0] == s.text[0].strip()


def test_every_packaged_expression_of_the_sites_stands_by_itself() -> None:
    root = chrome._root()
    for key in chrome._KEYS:
        assert all(re.compile(words) for words in root[key].texts(key))


def test_broken_expression_of_the_sites_names_its_line() -> None:
    root = parse("strong: ['甲']\nweak:\n  - '乙'\n  - '(丙'\n", "chrome.yaml").value
    assert chrome._joined(root, "strong").pattern == "(?:甲)"
    with pytest.raises(StandardError, match="chrome.yaml 第4行：“\\(丙”"):
        chrome._joined(root, "weak")


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("双井小学：丁玉山", "二〇一一年三月"), "丁玉山"),
        (("承诺人签字：丁玉山　2011年3月18日", "支部书记签字：范德厚"), "丁玉山"),
        (("丁玉山", "2011年3月18日", "支部书记签字：范德厚"), "丁玉山"),
        (("支部书记签字：范德厚", "2011年3月18日"), "范德厚"),
        (("承诺人：丁玉山", "监督人签名：范德厚"), "丁玉山"),
    ],
)
def test_who_signs_for_his_office_is_not_the_writer(lines: tuple[str, ...], name: str) -> None:
    text = "\n".join(("承诺书", "我承诺每周读书两小时，写一页笔记。", "不收家长一分钱，不体罚学生。", *lines))
    assert outline(text).signature.name == name
