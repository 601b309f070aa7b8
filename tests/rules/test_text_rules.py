"""What a reviewer notices of the text rules: grouping, exact quotes, no site's words, no false alarm."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from checker.judging import review_document
from checker.rules import ALL
from corpus import load_standard
from tests.rules.helper import analyse, document, findings, rules_of

SEED = Path(__file__).parents[3] / "shared" / "seed" / "seed-as-downloaded.txt"
EXAMPLES = Path(__file__).parents[2] / "corpus/examples/documents"
OURS = ("placeholder", "stale", "spun", "numbering", "punctuation", "date", "signature")

CLEAN = """承诺书
为深入开展创先争优活动，我郑重承诺如下：
一、每周三晚上读两小时书，写一篇笔记，不抄教案。
二、每月家访两户留守孩子，家长来电当天回复。
三、不收家长一分钱，不搞有偿补课，开会不迟到。
四、“五带头”贴在桌上，做不到的当面认错（一年两次）。
请同志们监督。
承诺人：林小禾
2011年3月1日"""


def of(rule: str, text: str) -> list[str]:
    return [f.message for f in findings(text) if f.rule == rule]


def test_clean_letter_has_no_finding_of_these_families() -> None:
    assert [r for r in rules_of(CLEAN) if r.split(".")[0] in OURS] == []


def test_sixty_half_width_commas_are_one_finding_with_their_number() -> None:
    messages = of("punctuation.halfwidth", CLEAN.replace("请同志们监督。", "请监督," * 60 + "谢谢。"))
    assert len(messages) == 1 and "全文共60处" in messages[0]


def test_one_spun_pair_is_one_finding_that_replaces_every_place() -> None:
    once = [f for f in findings(CLEAN.replace("请同志们监督。", "带头效劳群众。")) if f.rule == "spun.word"]
    assert [f.suggestion for f in once] == ["服务"]
    many = [
        f
        for f in findings(CLEAN.replace("请同志们监督。", "带头效劳群众，效劳学生。"))
        if f.rule == "spun.word"
    ]
    assert [f.suggestion for f in many] == ["服务"]
    assert [new for _, new in many[0].edits] == ["服务"]
    assert [f.edits for f in once] == [()]
    assert "全文共2处" in many[0].message


def test_quote_is_the_raw_text_where_the_file_has_traditional_script_and_pinyin() -> None:
    text = "承諾書\n我承諾以科學(xué)開展觀為指導，帶頭效(xiào)勞群眾。"
    found = [f for f in findings(text) if f.rule == "spun.word"]
    quotes = {document(text).quote(f.where) for f in found if f.where}
    assert "開展" in quotes and "效(xiào)勞" in quotes


@pytest.mark.parametrize(
    ("words", "quoted"),
    [
        ("组长：XXX", "XXX"),
        ("20xx年6月动员", "20xx年6月"),
        ("××县中心小学", "××县"),
        ("某某县中心小学", "某某县"),
        ("本人____，男", "____"),
        ("二○××年六月", "二○××年"),
        ("***县教育局", "***县"),
    ],
)
def test_masks_are_quoted_exactly(words: str, quoted: str) -> None:
    text = f"实施方案\n{words}，按时完成。"
    found = [f for f in findings(text) if f.rule == "placeholder.mask"]
    assert [document(text).quote(f.where) for f in found if f.where] == [quoted]


@pytest.mark.parametrize(
    "words",
    [
        "我同张××老师结对，帮八年级李××同学补课。",
        "班里XX同学的家长来过三次。",
        "二○○八年参加工作，二〇一一年入党。",
        "口算3×4=12天天练，实验报告写成Excel表和XXL号衣服登记表。",
        "某同志上课迟到，我没有当面提出。",
        "**学习方面**读书不够。",
    ],
)
def test_hidden_persons_and_figures_are_no_blanks(words: str) -> None:
    assert of("placeholder.mask", f"党性分析报告\n{words}") == []


def test_many_blanks_are_one_finding_that_counts_them() -> None:
    text = "实施方案\n组长：XXX\n副组长：XXX\n成员：×××、×××\n20××年×月×日"
    messages = of("placeholder.mask", text)
    assert len(messages) == 1 and "全文共5处" in messages[0]


def test_numbers_in_running_text_and_in_two_lists_do_not_count_as_gaps() -> None:
    text = (
        "实施方案\n一、主要内容\n1.读书。\n2.家访。\n二、方法步骤\n1.动员。一是开会，二是学习，三是承诺。\n"
        "2.总结。一是评议，二是表彰。"
    )
    assert [r for r in rules_of(text) if r.startswith("numbering")] == []


def test_gap_names_what_is_missing_in_the_same_writing() -> None:
    messages = of("numbering.gap", "承诺书\n我承诺：\n1、读书。\n2、家访。\n4、不收礼。")
    assert len(messages) == 1 and "缺“3、”" in messages[0]


def test_repeat_says_what_the_number_should_be() -> None:
    messages = of("numbering.repeat", "承诺书\n我承诺：\n（一）读书。\n（二）家访。\n（二）不收礼。")
    assert len(messages) == 1 and "请改为“（三）”" in messages[0]


def test_many_repeats_are_capped_and_counted() -> None:
    lines = "\n".join(f"2、第{n}件事要办好。" for n in "一二三四五六七八九十")
    messages = of("numbering.repeat", f"承诺书\n我承诺：\n1、读书。\n{lines}")
    assert len(messages) == 6 and "另有3处" in messages[-1]


def test_page_number_in_a_cut_line_is_no_repeated_number() -> None:
    text = (
        "实施方案\n1、时间安排：按县局部署，活动分成四个阶段，工作方式是调查研究、公开承诺、领导点评、群众评议和评选表彰，"
        "参加者是全体党员教师和各支部负责人，围绕迎接建党九十周\n2、年进行，逐月推进。\n2、人员：全体党员。"
    )
    assert of("numbering.repeat", text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("实施方案\n2011年4月31日开会。", "date.impossible"),
        ("实施方案\n2011年13月1日开会。", "date.impossible"),
        ("实施方案\n二〇一一年二月三十日开会。", "date.impossible"),
        ("实施方案\n2011年4月2日（星期日）开会。", "date.weekday"),
        ("实施方案\n活动自2011年9月至2011年3月。", "date.order"),
    ],
)
def test_dates_against_the_calendar(text: str, rule: str) -> None:
    assert rule in rules_of(text)


@pytest.mark.parametrize(
    "text",
    [
        "实施方案\n2012年2月29日（星期三）开会，2011年9月至2012年1月实施。",
        "实施方案\n每学期（9月—1月）检查一次，6月25日—7月5日评议。",
        "实施方案\n成绩3.14，比分2:1，IP 192.168.1.1，1997.7.1香港回归。",
    ],
)
def test_good_dates_are_left_alone(text: str) -> None:
    assert [r for r in rules_of(text) if r in ("date.impossible", "date.weekday", "date.order")] == []


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
def test_seed_has_spun_words_wrong_quotes_and_staleness_and_never_the_sites_words() -> None:
    text = SEED.read_text(encoding="utf-8")
    analysis = analyse(text)
    found = [f for r in ALL if not r.optional for f in r.check(analysis)]
    rules = {f.rule for f in found}
    assert {"spun.word", "spun.summary", "punctuation.quote", "stale.mixed"} <= rules
    assert any("〞" in f.message for f in found if f.rule == "punctuation.quote")
    stale = next(f for f in found if f.rule == "stale.mixed")
    assert "2023年7月" in stale.message and "十八大" in stale.message + "".join(f.message for f in found)
    site = ("汇文网", "版权", "下载文档", "842173", "温馨提示", "网站客服", "收益归作者", "第2页")
    for f in found:
        if f.where is not None:
            assert not analysis.is_chrome(f.where)
            assert not any(word in document(text).quote(f.where) for word in site), f


def test_every_finding_on_the_development_documents_points_to_words_and_is_not_repeated() -> None:
    """Guards the contract with the reports on documents by other hands."""
    seen = 0
    for path in sorted(EXAMPLES.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines()[:12]:
            text = json.loads(line)["text"]
            found = [f for f in findings(text) if f.family in OURS]
            keys = [(f.rule, f.where) for f in found]
            assert len(keys) == len(set(keys))
            for f in found:
                seen += 1
                assert re.search(r"[。！？）]$", f.message), f.message
                if f.where is not None:
                    assert (
                        0
                        <= f.where.start
                        < f.where.end
                        <= len(document(text).paragraphs[f.where.paragraph].text)
                    )
    assert seen


PLEDGED = "承诺书\n{}郑重承诺如下：\n一、每周家访一户。\n二、不收家长礼品。\n三、每天读书半小时。\n"
NAMED = PLEDGED.format("我叫李明，是石桥小学的党员，")


@pytest.mark.parametrize(
    "line",
    [
        "承诺人：____",
        "承诺人：",
        "承诺人（签名）：",
        "承诺人签名：________",
        "承诺人",
        "承诺人：　　　",
        "承诺人：——————",
        "承诺人：____　监督人：____",
        "以上承诺请大家监督。承诺人：____",
    ],
)
def test_a_name_left_for_the_pen_is_one_remark_and_no_missing_section(line: str) -> None:
    review = review_document(document(f"{NAMED}{line}\n2011年3月1日"), "a.txt", load_standard())
    told = [f for f in review.findings if f.family in ("signature", "date", "placeholder")]
    assert [(f.rule, f.severity) for f in told] == [("signature.by_hand", "info")]
    assert "留着手签，电子稿上这里没有姓名。" in told[0].message
    section = next(s for s in review.sections if s.id == "signature")
    assert section.found and section.heading == "留着手签"
    assert section.where == told[0].where and section.where is not None and section.where.paragraph == 5


@pytest.mark.parametrize(
    "lines",
    [
        "承诺人：____ 年 月 日",
        "承诺人：　　　　年　　月　　日",
        "承诺人：____\n____年__月__日",
        "承诺人：____\n日期：____",
        "承诺人签名：____\n2011年　月　日",
    ],
)
def test_a_name_and_a_date_left_for_the_pen_are_one_remark(lines: str) -> None:
    review = review_document(document(NAMED + lines), "a.txt", load_standard())
    told = [f for f in review.findings if f.family in ("signature", "date", "placeholder")]
    assert [(f.rule, f.severity) for f in told] == [("signature.by_hand", "info")], told
    assert "请补上姓名和日期。" in told[0].message
    sections = {s.id: (s.found, s.heading) for s in review.sections}
    assert sections["signature"] == (True, "留着手签") and sections["date"] == (True, "留着手写")


def test_a_sentence_before_the_blank_is_not_quoted_and_dashes_are_blanks_too() -> None:
    text = NAMED + "以上承诺请大家监督。承诺人：------　——年——月——日"
    (told,) = (f for f in findings(text) if f.family in ("signature", "date"))
    assert told.message.startswith("“承诺人：------ ——年——月——日”留着手签，电子稿上这里没有姓名和日期。")


def test_a_form_that_names_nobody_was_forgotten_and_is_not_left_for_the_pen() -> None:
    forgotten = {f.rule: f for f in findings(PLEDGED.format("我") + "承诺人：________\n2011年3月1日")}
    assert forgotten["signature.missing"].severity == "error"
    assert "placeholder.mask" in forgotten and "signature.by_hand" not in forgotten
    empty = rules_of(PLEDGED.format("我") + "签名：____\n年　月　日")
    assert {"signature.missing", "date.missing"} <= empty and "signature.by_hand" not in empty


def test_a_blank_after_the_word_signed_waits_for_the_pen_whoever_it_is() -> None:
    found = {f.rule: f for f in findings(PLEDGED.format("我") + "签名：________\n2011年3月1日")}
    assert (
        found["signature.by_hand"].severity == "info" and "“签名：____”" in found["signature.by_hand"].message
    )
    assert not {"signature.missing", "placeholder.mask"} & found.keys()


@pytest.mark.parametrize(
    "lines",
    [
        "承诺人：李明\n支部书记签字：____\n2011年3月1日",
        "李明（手印）\n2011年3月1日",
        "李明\n承诺人签名：____\n2011年3月1日",
        "以上承诺，本人同意并签名\n李明\n2011年3月1日",
    ],
)
def test_a_paper_signed_in_print_is_not_said_to_wait_for_the_pen(lines: str) -> None:
    assert not {"signature.by_hand", "signature.missing"} & rules_of(NAMED + lines)


def test_an_office_that_seals_its_line_has_signed_and_a_seal_without_a_name_has_not() -> None:
    begin = "石桥镇中学党支部公开承诺\n我们郑重承诺如下：\n一、每周家访一户。\n二、不收礼品。\n"
    sealed = analyse(begin + "石桥镇中学党支部（盖章）\n2011年3月1日")
    assert sealed.outline.signature.name == "石桥镇中学党支部"
    assert next(s for s in sealed.sections if s.id == "signature").heading == "石桥镇中学党支部"
    below = {f.rule: f for f in findings(begin + "石桥镇中学党支部（盖章）\n承诺人：____\n2011年3月1日")}
    assert below["signature.by_hand"].severity == "info"
    nameless = {f.rule: f for f in findings(begin + "党支部（盖章）：\n2011年3月1日")}
    assert "留着盖章，电子稿上这里没有名称。" in nameless["signature.by_hand"].message


def test_a_short_date_is_asked_for_in_full_words() -> None:
    found = [f for f in findings(NAMED + "承诺人：李明\n2011.3.17") if f.rule == "date.format"]
    assert [f.message for f in found] == ["落款日期“2011.3.17”，请写成“2011年3月17日”。"]


@pytest.mark.parametrize("mark", ["日", "号", ""])
def test_a_date_in_points_is_replaced_with_the_day_behind_it(mark: str) -> None:
    text = f"承诺书\n我承诺：每周自学两小时，写好读书笔记。\n承诺人：林小禾\n2011.3.20{mark}"
    (told,) = [f for f in findings(text) if f.rule == "date.format"]
    assert told.where is not None and told.suggestion == "2011年3月20日"
    assert document(text).quote(told.where) == f"2011.3.20{mark}"


@pytest.mark.parametrize(
    "line",
    [
        "孩子们喊“××来了”就跑，这是他们给我起的外号。",
        "同事叫我“XX”，是动画片里的妖怪，我不生气。",
        "自查表里“家访____户”一栏没有填的，退回去补。",
        "问卷上“您认识的党员是____”这一项，家长都写得出。",
        "校门口的牌子上印着“我是____，请您监督”字样。",
    ],
)
def test_a_mask_that_is_a_nickname_or_somebody_elses_blank_is_no_blank(line: str) -> None:
    assert of("placeholder.mask", CLEAN.replace("请同志们监督。", line)) == []


@pytest.mark.parametrize(
    "line",
    [
        "家长都说“XX小学办得好”，我要对得起这句话。",
        "我获得过“XX县优秀教师”的称号。",
        "孩子喊我老师，我在XX中学教了十年。",
        "我负责的一栏是____，每周查一次。",
        "我承诺每学期家访____户。",
    ],
)
def test_a_mask_in_the_writers_own_words_is_one(line: str) -> None:
    assert len(of("placeholder.mask", CLEAN.replace("请同志们监督。", line))) == 1


PLAN = """石桥镇中学党支部创先争优活动实施方案
一、指导思想
以科学发展观为指导，推动学校工作，让党员站在前头。
二、主要内容
每名党员写一张承诺卡，贴在自己的门上。
{}
三、组织领导
支部书记负总责，组织委员管卡片。
石桥镇中学党支部
2011年3月1日"""


@pytest.mark.parametrize(
    ("line", "masks"),
    [
        ("卡片格式统一为：我是____，今年我要做到____，请您监督。", 0),
        ("句式：我能为您做____。", 0),
        ("卡上印“我的承诺是____”，由党员自己填写。", 0),
        ("卡上留一行：岗位______（本人自己填），年底对照。", 0),
        ("经费______元，由总务处解决。", 1),
        ("组长：____", 1),
        ("活动从____月开始，样式由办公室定。", 1),
    ],
)
def test_the_blanks_of_a_form_that_a_plan_hands_out_are_for_others(line: str, masks: int) -> None:
    assert len(of("placeholder.mask", PLAN.format(line))) == masks


STEPS = "第一步，发动，九月开会。\n第二步，认领，十月公示。\n第三步，推进，每月一查。\n"


@pytest.mark.parametrize(
    ("line", "repeats"),
    [
        ("第二步里遇到考试的，往后挪一周。", 0),
        ("第一步结束以后，支部开一次会。", 0),
        ("第二步没做好的，下学期补。", 0),
        ("第三步期间不停课。", 0),
        ("第三步，验收，年底评议。", 1),
        ("第二步中期检查，十一月进行。", 1),
    ],
)
def test_a_step_that_is_spoken_of_again_is_not_numbered_again(line: str, repeats: int) -> None:
    assert len(of("numbering.repeat", PLAN.format(STEPS + line))) == repeats


@pytest.mark.parametrize(
    ("line", "stale"),
    [
        ("把当年创先争优活动的“五带头”重新拿出来，接着做。", 0),
        ("过去创先争优留下的规矩，今年再拾起来。", 0),
        ("昔日的创先争优活动教给我们的，要传承下去。", 0),
        ("深入开展创先争优活动，接着去年的做。", 1),
        ("评议结果作为当年创先争优评选的依据。", 1),
    ],
)
def test_a_plan_that_takes_up_what_it_calls_over_is_not_stale(line: str, stale: int) -> None:
    text = PLAN.format(line).replace("2011年3月1日", "2023年3月1日")
    assert len(of("stale.campaign", text)) == stale


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("承诺书\n我叫李明(党员)，教语文。", ""),
        ("承诺书\n我叫李明(党员)，教语文(三年级)。", "全文共2处"),
    ],
)
def test_a_pair_of_half_width_brackets_is_one_place(text: str, places: str) -> None:
    (told,) = [f.message for f in findings(text) if f.rule == "punctuation.halfwidth"]
    assert places in told and ("全文共" in told) == bool(places)


def test_the_line_that_breaks_off_is_quoted_with_what_stands_behind_it() -> None:
    text = "实施方案\n一、主要内容\n每周读书两小时，每月家访一户，不收礼，\n二、组织领导\n书记负责。"
    (told,) = [f for f in findings(text) if f.rule == "punctuation.unended"]
    assert "不收礼，”这一段以逗号结尾，下一行就是“二、组织领导”" in told.message
