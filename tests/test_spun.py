"""Spun words are found in their contexts, and genuine words are left alone."""

from pathlib import Path

import pytest

from checker.normal import normalise, replace_spans
from checker.spun import find_spun, spun_in, spun_spans
from corpus.substitutions import StandardError, load_substitutions, parse_substitutions

SEED = Path(__file__).parents[2] / "shared" / "seed" / "seed-as-downloaded.txt"

SURE = [
    ("以科学开展观统领全局", "开展", "发展"),
    ("促进教育又好又快开展。", "开展", "发展"),
    ("一心一意谋开展，诚心诚意办实事", "开展", "发展"),
    ("推动开展、凝聚人心", "开展", "发展"),
    ("有方案地开展党员，保证质量", "方案", "计划"),
    ("慎重地开展党员，保证质量", "开展", "发展"),
    ("带头效劳群众", "效劳", "服务"),
    ("为人民效劳的宗旨", "效劳", "服务"),
    ("牢记全心全意为人民效劳的宗旨", "效劳", "服务"),
    ("广阔党员要走在前面", "广阔", "广大"),
    ("创立先进基层党组织", "创立", "创建"),
    ("稳固和扩大活动成果", "稳固", "巩固"),
    ("坚持实事求是的原那么", "原那么", "原则"),
    ("高效地完本钱职工作", "本钱", "成本"),
    ("标准办学行为", "标准", "规范"),
    ("到达统一思想、提高认识的目的", "到达", "达到"),
    ("不能浮于外表", "外表", "表面"),
    ("在调查研究的根底上，制定方案", "根底", "基础"),
    ("自觉坚决理想信念", "坚决", "坚定"),
    ("认真贯彻党中心的部署", "中心", "中央"),
    ("党建的常常性工作", "常常性", "经常性"),
    ("争当优异班主任", "优异", "优秀"),
    ("“三个代表”关键思想", "关键", "重要"),
    ("领会全会肉体", "肉体", "精神"),
    ("与本职工作有机分离", "分离", "结合"),
    ("防止情势主义", "情势", "形式"),
    ("亲密联络群众", "联络", "联系"),
    ("进修贯彻党的二十年夜精神", "年夜", "大"),
    ("党的群众道路教育实践活动", "道路", "路线"),
    ("培养主干老师三名", "主干", "骨干"),
    ("增强组织指挥，落实责任", "指挥", "领导"),
    ("有打算、有次序地推进", "打算", "计划"),
    ("有打算、有次序地推进", "次序", "步骤"),
    ("多读书，晋升自己", "晋升", "提升"),
    ("考取教师资历证", "资历", "资格"),
    ("讲堂教导备在前面", "讲堂", "课堂"),
]
GENUINE = [
    "晋升高级教师职称",
    "加强防汛组织指挥",
    "道德讲堂教学点",
    "资历深的教师证书齐全",
    "学习主干课程",
    "教育体育局部署的重点工作",
    "教育局部分党员参加了会议",
    "积极开展党员先锋岗活动",
    "科学开展活动设计",
    "活动全面开展。",
    "推动开展党史学习教育",
    "改革和开展教研活动的做法",
    "面向社会开展宣传",
    "落实立德树人根本任务",
    "从根本上解决问题",
    "前景广阔，青年大有可为",
    "学校创立于一九五六年",
    "稳固的师生关系",
    "高原那么高，他坚持了十年",
    "比赛的方法那么多，不必拘泥",
    "校规那么严，他还是迟到",
    "标准那么高，我做不到",
    "教学标准明确",
    "到达学校后先查宿舍",
    "到达目的地已是深夜",
    "愿为乡亲效劳一生",
    "我愿意为祖国效劳",
    "立场坚决，态度鲜明",
    "班主任带着学生去春游",
    "党群服务中心的工作",
    "党中心组学习",
    "与学生相识二十年",
    "贯彻落实再落实",
    "心灵与肉体的健康",
    "以法律为准绳",
    "顾全大局部门配合",
    "平安校园建设",
    "自己进步很慢",
    "理论程度要求较高的文章",
    "建立党员联系群众制度",
    "教育引导干部群众，引导班子成员转变作风",
    "吃年夜饭的时候，父母教导我要诚实",
    "修一条方便群众道路",
]


@pytest.mark.parametrize(("text", "spun", "original"), SURE)
def test_spun_word_is_found_with_its_original(text: str, spun: str, original: str) -> None:
    assert (spun, original, True) in [(h.spun, h.original, h.sure) for h in find_spun(text)]


@pytest.mark.parametrize("text", GENUINE)
def test_genuine_wording_has_no_certain_hit(text: str) -> None:
    assert [(h.spun, h.original) for h in find_spun(text) if h.sure] == []


def test_genuine_root_task_counts_only_in_a_spun_text() -> None:
    doubtful = "党组织的根本要求是"
    assert spun_in([doubtful]) == ((),)
    proven = spun_in([doubtful, "带头效劳群众", "深入学习科学开展观"])
    assert [(h.spun, h.original) for h in proven[0]] == [("根本", "基本")]


def test_one_certain_hit_does_not_prove_a_spun_text() -> None:
    assert spun_in(["根本要求", "带头效劳群众"])[0] == ()


def test_the_words_beside_are_those_of_the_same_paragraph() -> None:
    """和谐开展 is spun text at the end of a paragraph, whatever the next one begins with."""
    assert [[h.original for h in hits] for hits in spun_in(["共建和谐", "开展活动"])] == [[], []]
    assert [[h.original for h in hits] for hits in spun_in(["共建和谐开展", "活动丰富"])] == [["发展"], []]
    whole = spun_in(["一、学习", "", "以科学开展观为指导"])
    assert [(h.start, h.end, h.original) for h in whole[2]] == [(3, 5, "发展")]


def test_replacing_keeps_the_way_back() -> None:
    normal = normalise("坚持实事求是的原那么，高质高效地完本钱职工作")
    mended = replace_spans(normal, spun_spans(find_spun(normal.text)))
    assert mended.text == "坚持实事求是的原则，高质高效地完成本职工作"
    start = mended.text.index("原则")
    assert normal.raw[slice(*mended.span(start, start + 2))] == "原那么"


@pytest.mark.skipif(not SEED.exists(), reason="the seed is not here")
def test_seed_words_are_found() -> None:
    lines = [normalise(line).text for line in SEED.read_text(encoding="utf-8").split("\n")]
    pairs = {(h.spun, h.original) for hits in spun_in(lines) for h in hits}
    for pair in [
        ("效劳", "服务"),
        ("开展", "发展"),
        ("广阔", "广大"),
        ("根本", "基本"),
        ("创立", "创建"),
        ("标准", "规范"),
        ("稳固", "巩固"),
        ("坚决", "坚定"),
        ("根底", "基础"),
    ]:
        assert pair in pairs


def test_table_has_examples_of_every_family_and_compiles() -> None:
    rows = load_substitutions()
    assert len(rows) > 150
    for row in rows:
        for context in (row.before, row.after):
            assert context is None or context.compiled()


def test_expression_first_tried_when_wanted_still_names_its_line() -> None:
    head = "spun\toriginal\tbefore\tafter\tsure\tfamily\tnote\n"
    (row,) = parse_substitutions(head + "效劳\t服务\t(\t\tsure\tlibrary\t", "my.tsv", check=False)
    assert row.before is not None
    with pytest.raises(StandardError, match="my.tsv 第2行：before 一栏"):
        row.before.compiled()


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("效劳\t服务\t\t\tsure\tlibrary", "6 栏"),
        ("效劳\t效劳\t\t\tsure\tlibrary\t", "不能相同"),
        ("效劳\t服务\t(\t\tsure\tlibrary\t", "正确的表达式"),
        ("效劳\t服务\t\t\tyes\tlibrary\t", "sure 或 likely"),
        ("效劳\t服务\t\t\tsure\tnowhere\t", "其中之一"),
    ],
)
def test_broken_row_names_file_line_and_fix(row: str, message: str) -> None:
    head = "# 说明\nspun\toriginal\tbefore\tafter\tsure\tfamily\tnote\n"
    with pytest.raises(StandardError) as caught:
        parse_substitutions(head + row, "my.tsv")
    assert "my.tsv 第3行" in str(caught.value)
    assert message in str(caught.value)
    assert "改法" in str(caught.value)
