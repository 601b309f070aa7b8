"""--redact: no datum of a person is left anywhere in what is shown and written, and places stay as they were."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.cli import main
from checker.document import Where
from checker.findings import Evidence, Finding, Judgement, Review
from checker.ledger import LEDGER_NAME
from checker.redact import NOT_MASKED, Masker, Redaction
from checker.redact.names import in_file_name, in_text, likely
from checker.reports import FORMATS, Titles, printed
from tests.desk.helpers import LETTER, REPORT, check, lines, save, sheet
from tests.desk.rosters import workbook

SCHOOL = "云溪县石桥镇中心小学"
NAMES = (
    "李文秀",
    "王海波",
    "周明远",
    "买买提·艾力",
    "欧阳一鸣",
    "林小禾",
    "刘芳菲",
    "赵铁柱",
    "李文华",
    "赵接线",
)
NUMBERS = (
    "513425197506150027", "51342519750615002X", "513425750615002", "13812345678", "0834-6120001", "6120055",
    "6222021234567890123", "lixiu@example.com", "13900001111",
)  # fmt: skip
FILL = {
    "study": "每天晚上读书半小时，每月写一篇笔记，在组里讲一次。",
    "excel": "作文三天内批完发还给学生，四月上一节公开课。",
    "serve": "把班里九个留守儿童家走一遍，家长可以打 13812345678 或 0834-6120001 找我，邮箱 lixiu@example.com。",
    "discipline": "不收家长一分钱，不在校外办班，工资卡 6222 0212 3456 7890 123 只有工资进账。",
    "righteous": "王海波同志体罚学生，我当面制止过，以后也要当面制止。",
}


def _letter(path: Path, name: str, more: str = "", **words: str) -> None:
    text = LETTER.format(name=name, school=SCHOOL, post="教师", **(FILL | words))
    save(path, text.replace("\n一、", f"\n{more}\n一、") if more else text)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of submissions and a roster, full of persons."""
    root = tmp_path_factory.mktemp("redact")
    sent = root / "报送"
    _letter(
        sent / "石桥小学/李文秀-承诺书.docx", "李文秀", "身份证号：513425197506150027，电话 6120055。XX学校"
    )
    _letter(sent / "石桥小学/李文华-承诺书.docx", "李文华", study="我像李　文秀那样每天晚上读书。")
    _letter(
        sent / "石桥小学/买买提·艾力-承诺书.docx",
        "买买提·艾力",
        "证件 51342519750615002X 和 513425750615002。",
    )
    save(sent / "石桥小学/周明远党性分析报告.docx", REPORT.format(name="周明远", school=SCHOOL, post="教师"))
    save(
        sent / "石桥小学/再报/周明远党性分析报告.docx",
        REPORT.format(name="周明远", school=SCHOOL, post="教师"),
    )
    (sent / "石桥小学/欧阳一鸣-党性分析报告.docx").write_bytes(b"\x00\x01broken")
    (sent / "石桥小学/~$欧阳一鸣-承诺书.docx").write_bytes(b"lock")
    head = [SCHOOL, None]
    workbook(
        root / "名单.xlsx",
        [
            [*head, "李文秀", "承诺书", "2011年3月10日", "赵接线", "13900001111", "刘芳菲老师代收"],
            [*head, "林小禾", "承诺书", "2011年3月10日", "赵接线", "13900001111", ""],
            [*head, "赵铁柱", "党性分析报告", "2011年3月10日", "", "", ""],
            [*head, "赵铁柱", "党性分析报告", "2011年3月10日", "", "", ""],
        ],
    )
    return root


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Every byte in a folder as text, names of files too; zips are opened, also within zips."""
    for path in folder.rglob("*"):
        yield "name", path.relative_to(folder).as_posix()
        if path.is_file():
            yield from _content(path.name, path.read_bytes())


def _content(name: str, data: bytes) -> Iterator[tuple[str, str]]:
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for member in archive.namelist():
                yield "name", member
                yield from _content(f"{name}/{member}", archive.read(member))
        return
    for encoding in ("utf-8", "utf-16-le", "gb18030"):
        yield name, data.decode(encoding, "ignore")
    # JSON and SARIF may spell characters out.
    yield (
        name,
        re.sub(rb"\\u([0-9a-f]{4})", lambda m: chr(int(m[1], 16)).encode("utf-8", "ignore"), data).decode(
            "utf-8", "ignore"
        ),
    )


def _leaks(text: str) -> list[str]:
    from urllib.parse import unquote

    plain = "".join(unquote(text).split())
    return [datum for datum in (*NAMES, *NUMBERS) if datum in plain]


def test_nothing_personal_is_left_in_the_result_folder(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plain, out, again = tmp_path / "全", tmp_path / "遮", tmp_path / "遮二"
    asked = (county / "报送", "--expected", county / "名单.xlsx", "--no-rebuild")
    assert check(*asked, "-o", plain) == 3
    capsys.readouterr()
    # The data are there to be found: without masks every one of them but the telephone of the roster's note is.
    found = {leak for _, text in _texts(plain) for leak in _leaks(text)}
    assert found >= {*NAMES, *NUMBERS} - {"刘芳菲"}, {*NAMES, *NUMBERS} - found

    assert check(*asked, "-o", out, "--redact", "--replies", "--since", plain) == 3
    shown = "".join(capsys.readouterr())
    assert "李某某" in shown and not _leaks(shown), _leaks(shown)
    assert "是同一份（云溪县石桥镇中心小学，赵某某" in shown
    left = {(where, leak) for where, text in _texts(out) for leak in _leaks(text)}
    assert not left
    assert not (out / LEDGER_NAME).exists()
    # Places, verdicts and digests are those of the papers themselves.
    before, after = lines(plain), lines(out)
    assert [r["sha256"] for r in before.values()] == [r["sha256"] for r in after.values()]
    for old, new in zip(before.values(), after.values(), strict=True):
        assert [f["where"] for f in old["findings"]] == [f["where"] for f in new["findings"]]
        assert [(e["level"], [x["where"] for x in e["evidence"]]) for e in old["elements"]] == [
            (e["level"], [x["where"] for x in e["evidence"]]) for e in new["elements"]
        ]
    # Two persons with one mask stay two papers, each with its sheet; the roster's table shows masks.
    names = ["石桥小学/李某某-承诺书.docx", "石桥小学/李某某-承诺书(2).docx"]
    assert all(name in after for name in names)
    assert all((out / "批注" / f"{name}.审查意见单.docx").is_file() for name in names)
    assert not list((out / "批注").rglob("*[!单].docx"))
    assert {row["姓名"] for row in sheet(out, "未交名单")} == {"林某某", "赵某某"}
    assert {row["电话"] for row in sheet(out, "未交名单")} == {"***********"}
    # The same again gives the same, on the screen too.
    plugin, heard = tmp_path / "listens_to_masks.py", tmp_path / "heard.txt"
    plugin.write_text(
        "from checker.plugins import hookimpl\n\n\n@hookimpl\ndef checker_reviewed(review):\n"
        f"    with open({str(heard)!r}, 'a', encoding='utf-8') as out:\n        out.write(repr(review))\n",
        encoding="utf-8",
    )
    assert check(*asked, "-o", again, "--redact", "--format", "sarif", "--plugin", plugin) == 3
    assert heard.read_text("utf-8").count("Review(file=") == 6 and not _leaks(heard.read_text("utf-8"))
    shown = "".join(capsys.readouterr())
    assert "%E6%9D%8E%E6%9F%90%E6%9F%90-" in shown and not _leaks(shown), _leaks(shown)
    assert (again / "reviews.jsonl").read_bytes() == (out / "reviews.jsonl").read_bytes()


def test_a_folder_with_unmasked_results_is_refused(
    county: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(tmp_path / "in/a.docx", "公开承诺书\n我承诺。")
    assert check(tmp_path / "in", "-o", tmp_path / "out") == 1
    assert check(tmp_path / "in", "-o", tmp_path / "out", "--redact") == 2
    assert "换一个空文件夹" in capsys.readouterr().err
    assert main(["check", str(tmp_path / "in"), "--redact", "--suggest"]) == 2


def test_masks_keep_length_and_places() -> None:
    masks = Masker(["李文秀", "李文", "买买提·艾力"])
    for text, masked in (
        ("李文秀和李文", "李某某和李某"),
        ("李　文秀、李\u200b文秀", "李　某某、李某某某"),
        ("買買提·艾力", "買某某·某某"),
        ("例如“我和李文…”", "例如“我和李某…”"),
        ("身份证513425197506150027。", "身份证******************。"),
        ("卡号6222 0212 3456 7890 123", "卡号**** **** **** **** ***"),
        ("电话：１３８１２３４５６７８", "电话：***********"),
        ("手机 +86 138-1234-5678", "手机 +** ***-****-****"),
        ("（0834）6120001转8", "（****）*********"),
        ("联系电话：6120001", "联系电话：*******"),
        ("邮箱a.b@c-d.com.cn，", "邮箱*.*@*-*.***.**，"),
        ("服务热线400-800-1234", "服务热线***-***-****"),
        ("电话1381234…", "电话*******…"),
    ):
        assert masks.text(text) == masked
        assert len(masked) == len(text)
    for kept in (
        "2011年3月1日，20110301，第12条", "1999至2011年", "共1234567元", "GB/T 9704—2012", "每页22行28字", "100%", "",
    ):  # fmt: skip
        assert masks.text(kept) == kept


@pytest.mark.parametrize(
    ("known", "text", "masked"),
    [
        ("买买提·艾力", "承诺人：买买提•艾力", "承诺人：买某某•某某"),
        ("买买提•艾力", "买买提．艾力和买买提.艾力", "买某某．某某和买某某.某某"),
        ("买买提·艾力", "买买提・艾力-承诺书.docx", "买某某・某某-承诺书.docx"),
        ("王㛃", "我叫王㛃。", "我叫王某。"),
        ("李𬭎", "李𬭎同志当面说过。", "李某同志当面说过。"),
    ],
)
def test_a_name_is_masked_whatever_mark_or_rare_character_it_has(known: str, text: str, masked: str) -> None:
    assert Masker([known]).text(text) == masked
    assert Masker([]).text(text, known) == masked


def test_rare_characters_and_any_mark_make_a_name() -> None:
    assert likely("王㛃") and likely("李𬭎") and likely("买买提•艾力")
    assert list(in_text("姓名：李𬭎，承诺人：买买提•艾力。")) == ["李𬭎", "买买提·艾力"]
    assert list(in_file_name("石桥小学/李𬭎-承诺书.docx")) == ["李𬭎"]


def test_what_is_taken_for_a_name() -> None:
    assert set(in_text("王海波同志当面说过，姓名：周 明远，联系人：欧阳一鸣。".replace(" ", ""))) == {
        "王海波", "周明远", "欧阳一鸣",
    }  # fmt: skip
    none = "家长满意 负责人代表 监督人和承诺人 全体党员同志 高年级老师 常务副校长 班主任 任课老师 党总支书记 时任校长 学校书记 方面的老师"
    for words in none.split():
        assert list(in_text(words)) == [], words
    assert list(in_file_name("石桥小学/王海波党性分析报告.doc")) == ["王海波"]
    for file in (
        "石桥小学/实施方案.docx",
        "方案.docx",
        "红星中学/高中部-承诺书.docx",
        "关于报送承诺书的通知.docx",
    ):
        assert list(in_file_name(file)) == [], file
    assert likely("李文秀") and likely("O'Neil") and not likely("全体教师") and not likely("语文组")


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("班上的小敏爸妈离了婚，她住在姑姑家。", "班上的小某爸妈离了婚，她住在姑姑家。"),
        ("留守儿童小强和小明住校，当众向小杰说对不起。", "留守儿童小某和小某住校，当众向小某说对不起。"),
        ("李小军的爷爷摔断腿。", "李某某的爷爷摔断腿。"),
        ("優秀教師沈浩每天讀書", "優秀教師沈某每天讀書"),
        ("老党员郑国栋带病上课，班主任程敏得知后", "老党员郑某某带病上课，班主任程某得知后"),
        ("小明门口有狗，小芳村里没有路，小强小学毕业后", "小某门口有狗，小某村里没有路，小某小学毕业后"),
        ("教师耿大川、教师唐国栋挡在门口", "教师耿某某、教师唐某某挡在门口"),
    ],
)
def test_a_person_only_mentioned_is_masked_where_the_words_around_say_so(text: str, masked: str) -> None:
    assert Masker([]).text(text) == masked and len(text) == len(masked)


def test_a_name_after_a_post_is_looked_for_everywhere() -> None:
    assert list(in_text("全国优秀教师沈浩每天读书")) == ["沈浩"]
    review = Review("a.docx", "0" * 64, "pass", texts={0: "优秀教师沈浩每天读书。", 1: "我要向沈浩学习。"})
    assert Redaction.of([review]).review(review).texts[1] == "我要向沈某学习。"


def test_ordinary_words_stay() -> None:
    """Every one stands where a name might, and begins with a surname or with 小."""
    for kept in (
        "邓小平理论，胡锦涛总书记，全面小康社会，一朵小红花，从小强身健体，大小军事，村小海拔高，小满前后",
        "收点小东西，学雷锋，小超市，小博士，小志愿者，写一篇小文章，小青年，缩小明显差距，六小志愿服务",
        "教师管理办法，教师廉洁从教，教师周转房，老师张罗的，党员宣誓，书记廉政承诺，党员郑重承诺，学生宿舍",
        "教师谈心谈话，老师那里，党员包一个后进班，教师方面，党员方案，党员程序，老师祝福，教师尤其要",
        "骨干教师谈老师带他，班主任梁老师，老党员张师傅，教师顾大局，老师傅陈师傅变成老师，纪委书记，纪委",
        "姓名和电话，姓名和照片，姓名管理",
        "会计凌晨还在对账，教师黎明起床，教师段考都由我排，党员江南片、教师梁山片分头家访，教师范读课文，教师汤药费补助",
        "教师胡琴伴奏，教师柳体字练习，教师颜体字练习，教师欧体字练习，教师武术操，教师黄昏送路队",
        "小龙门村，小龙山教学点，小悦读者，小轩亭，党员孔繁森的故事，书记焦裕禄的精神",
    ):
        assert Masker([]).text(kept) == kept


def test_a_word_that_stands_where_a_name_does_is_not_masked_everywhere() -> None:
    review = Review(
        "a.docx",
        "0" * 64,
        "pass",
        texts={0: "负责人：管理。家长：方面。", 1: "学校管理方面，古人说得好。古人说老师难当。"},
    )
    assert "学校管理方面，古人说得好" in Redaction.of([review]).review(review).texts[1]


def test_what_is_not_masked_is_said_at_run_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _letter(tmp_path / "in/a.docx", "李文秀")
    check(tmp_path / "in", "-o", tmp_path / "out", "--redact")
    assert NOT_MASKED in capsys.readouterr().out
    check(tmp_path / "in", "-o", tmp_path / "全")
    assert "遮不住" not in "".join(capsys.readouterr())


def test_a_quotation_that_begins_inside_a_name_or_number() -> None:
    text = "我叫李文秀，电话13812345678。"
    where = Where("body", 0, 3, 12)
    review = Review(
        "a.docx", "0" * 64, "revise", author="李文秀", texts={0: text}, title="李文秀的承诺书",
        elements=(Judgement("study", "leads", "学习", "covered", 0.9, (Evidence(text[3:12], where),)),),
        findings=(Finding("spun.word", "warning", "把“李文秀”改掉。", where, "李文秀们"),),
    )  # fmt: skip
    masks = Redaction.of([review])
    made = masks.review(review)
    assert made.elements[0].evidence[0] == Evidence(made.texts[0][3:12], where)
    assert "123" not in made.texts[0] and len(made.texts[0]) == len(text)
    for format in FORMATS:
        shown = "".join(printed([made], format, titles=Titles(), version="0"))
        assert "李某某" in shown and not _leaks(shown), (format, _leaks(shown))


@given(
    st.text(
        st.sampled_from(
            "李文秀买提·艾力 　\u200b…，。：“”@.a-1３8６0转電话手机(chuàng)姓名同志\ud800\U00020bb7"
        ),
        max_size=60,
    )
)
def test_any_text_keeps_its_length_and_is_masked_once_for_all(text: str) -> None:
    masks = Masker(["李文秀", "买买提·艾力", "李文"])
    once = masks.text(text, "艾力")
    assert len(once) == len(text)
    assert masks.text(once, "艾力") == once
    assert "李文秀" not in "".join(once.split())


def test_long_runs_take_no_long_time() -> None:
    """Gone over from every place, these would take minutes."""
    masks = Masker(["李文秀"])
    for run in ("a", "1", "a.", "1 ", "李文", "“", "0-"):
        text = run * (100_000 // len(run))
        assert len(masks.text(text)) == len(text)


def test_the_papers_own_name_is_masked_where_the_rosters_is_shown(tmp_path: Path) -> None:
    text = LETTER.format(name="李文秀", school=SCHOOL, post="教师", **FILL).replace("承诺人：", "")
    save(tmp_path / "报送/a.docx", text.replace("每天晚上", "李文秀要带头，每天晚上"))
    head = ["单位", "姓名", "应交材料"]
    roster = workbook(tmp_path / "名单.xlsx", [[SCHOOL, "李文绣", "承诺书"]], head)
    book = workbook(tmp_path / "更正.xlsx", [["2", "a.docx", "2"]], ["名单行", "文件", "更正到"])
    from openpyxl import load_workbook

    renamed = load_workbook(book)
    renamed.active.title = "报送情况"
    renamed.save(book)
    out = tmp_path / "结果"
    check(tmp_path / "报送", "-o", out, "--expected", roster, "--corrections", book, "--redact")
    assert lines(out)["a.docx"]["author"] == "李某某"
    for path in (out / "reviews.jsonl", out / "report.html"):
        assert not re.search("李文[秀绣]", path.read_text(encoding="utf-8")), path.name


def test_what_came_in_place_of_a_plan_is_masked_in_the_letters(tmp_path: Path) -> None:
    save(tmp_path / "报送/a.docx", REPORT.format(name="周明远", school=SCHOOL, post="教师"))
    notice = f"关于参加周明远家长会的通知\n各位家长：\n定于本周五下午三点召开家长会，请准时参加。\n{SCHOOL}\n2011年3月1日"
    save(tmp_path / f"报送/{SCHOOL}/周明远.docx", notice)
    rows = [[SCHOOL, "", "实施方案"], [SCHOOL, "周明远", "党性分析报告"]]
    roster = workbook(tmp_path / "名单.xlsx", rows, ["单位", "姓名", "应交材料"])
    for out, name in ((tmp_path / "全", "周明远"), (tmp_path / "遮", "周某某")):
        more = ("--redact",) if name == "周某某" else ()
        check(tmp_path / "报送", "-o", out, "--expected", roster, "--replies", *more)
        (row,) = sheet(out, "未交名单")
        assert f"{name}.docx”《关于参加{name}家长会的通知》，不是要的材料。" in str(row["说明"])
        (letter,) = (out / "催交通知").iterdir()
        assert f"来过《关于参加{name}家长会的通知》" in "".join(
            text for _, text in _content("", letter.read_bytes())
        )
