"""`checker check` on a folder with a copied report names both papers; papers from one template are left in peace."""

from __future__ import annotations

import datetime
import json
import random
import zipfile
from pathlib import Path

import docx
import pytest
import yaml

from docgen.cli import main as docgen
from tests.desk.helpers import check, lines, report, save, sheet
from tests.desk.test_replies import words

ONE, TWO = "云溪县石桥镇中心小学", "云溪县第二中学"


def similar(out: Path) -> dict[str, list[str]]:
    return {
        file: [f["message"] for f in r["findings"] if f["rule"].startswith("similar.")]
        for file, r in lines(out).items()
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A report, the same report under another name, and an unlike one."""
    folder = tmp_path / "报送"
    save(folder / "石桥/林小禾.docx", report("林小禾", ONE))
    copied = report("周建平", TWO, "数学教师").replace("九个留守儿童", "七个留守儿童").replace("，", ",")
    save(folder / "二中/周建平.docx", copied)
    own = (
        "党性分析报告\n一、基本情况\n赵大山，1970年生，1995年入党，任枫林小学校工。\n二、存在的主要问题\n"
        "水泵坏了三天才找人修，锅炉房的账一个学期没有结，党员学习日在值班室看电视。\n三、原因分析\n"
        "认为自己不上讲台，差一点没人看得见。\n四、努力方向和整改措施\n每天早晚各查一次水电，月底结账上墙，"
        "学习日到会记笔记。\n报告人：赵大山\n2011年5月18日"
    )
    save(folder / "枫林/赵大山.docx", own)
    return folder


def test_both_papers_are_named_and_quoted(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    check(folder, "-o", out)
    found = similar(out)
    assert found["枫林/赵大山.docx"] == []
    (one,), (two,) = found["石桥/林小禾.docx"], found["二中/周建平.docx"]
    assert "《二中/周建平.docx》" in one and "《石桥/林小禾.docx》" in two
    reviews = lines(out)
    for file, message in (("石桥/林小禾.docx", one), ("二中/周建平.docx", two)):
        quoted = message.split("例如“")[1].split("”")[0].rstrip("…")
        words = "".join(report("林小禾", ONE).replace("，", "").split())
        assert quoted.replace(",", "").replace("，", "")[:20] in words
        assert reviews[file]["status"] == "pass", "sharing text is for a person to judge, not an error"
    rows = sheet(out, "雷同")
    assert {(r["文件甲"], r["文件乙"]) for r in rows} == {("二中/周建平.docx", "石桥/林小禾.docx")}
    assert len(rows) == 1 and rows[0]["单位甲"] == TWO, "one row a pair, however many passages"
    assert 40 < len(rows[0]["相同的话（最长的一处）"]) <= 55, "two lines a pair"
    passages = sheet(out, "雷同原文")
    assert len(passages) >= 4
    for row in passages:
        words, others = row["甲中的话"], row["乙中的话"]
        assert words.replace(",", "，").replace("七个", "九个") == others.replace("七个", "九个")
        assert not words.startswith("二）") and row["甲的位置"].startswith("正文第 ")
    longest = max((str(row["甲中的话"]) for row in passages), key=len)
    assert longest.startswith(rows[0]["相同的话（最长的一处）"].rstrip("…"))
    assert any(len(row["甲中的话"]) > 60 for row in passages), "the whole passage, not its beginning"
    assert "周建平" in (out / "report.html").read_text(encoding="utf-8")


def test_a_second_run_over_unchanged_files_finds_the_same(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "结果"
    check(folder, "-o", out)
    first = similar(out)
    # A report that is to be made anew from remembered reviews alone.
    (out / "reviews.jsonl").unlink()
    check(folder, "-o", out)
    assert similar(out) == first and first["二中/周建平.docx"]


def test_standard_output_carries_the_findings_too(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    check(folder, "--format", "jsonl")
    rules = {f["rule"] for line in capsys.readouterr().out.splitlines() for f in json.loads(line)["findings"]}
    assert "similar.copied" in rules


def test_two_drafts_of_one_paper_are_told_as_drafts(tmp_path: Path) -> None:
    save(tmp_path / "报送/定稿.docx", report("林小禾", ONE))
    save(tmp_path / "报送/定稿2.docx", report("林小禾", ONE).replace("两个星期", "三个星期"))
    check(tmp_path / "报送", "-o", tmp_path / "结果")
    (message,) = similar(tmp_path / "结果")["定稿.docx"]
    assert "两稿" in message and "改写" not in message


@pytest.mark.parametrize("count", [6, 16])
def test_letters_from_one_roster_are_not_copies_of_each_other(tmp_path: Path, count: int) -> None:
    example = Path(__file__).parents[2] / "templates" / "letter" / "example.yaml"
    data = yaml.safe_load(example.read_text(encoding="utf-8"))
    # No commitments of their own: all take those offered for their post.
    data["党员名册"] = [
        {"姓名": f"张{'一二三四'[n % 4]}{n}", "岗位": "任课教师", "职务": "教师"} for n in range(count)
    ]
    (tmp_path / "名册.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    docgen(["make", "letter", "--data", str(tmp_path / "名册.yaml"), "-o", str(tmp_path / "报送")])
    check(tmp_path / "报送", "-o", tmp_path / "结果")
    found = similar(tmp_path / "结果")
    assert len(found) == count and not any(found.values()), found


def test_one_schools_whole_pack_is_not_reported_as_copied(tmp_path: Path) -> None:
    docgen(["demo", "-o", str(tmp_path / "报送")])
    check(tmp_path / "报送", "-o", tmp_path / "结果")
    assert not any(similar(tmp_path / "结果").values())


def test_a_form_most_papers_share_is_said_to_be_left_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = "根据县委组织部的部署和学校党总支关于公开承诺工作的具体安排意见，结合本人岗位实际和年度工作任务公开承诺如下"
    deeds = [
        "擦黑板",
        "修桌椅",
        "种花木",
        "教识字",
        "看校门",
        "管图书",
        "做饭菜",
        "开校车",
        "写板报",
        "放电影",
        "带早操",
        "查水电",
    ]
    for n, deed in enumerate(deeds):
        text = f"承诺书\n{form}：\n一、每天{deed}两次并且记在本子上给第{n}组看。\n承诺人：王{deed[-1]}\n2011年3月1日"
        save(tmp_path / f"报送/{n}.docx", text)
    # A paper given up after its 30 seconds on a machine that hardly runs would not be counted; ten are needed.
    (tmp_path / "本局.yaml").write_text("上限:\n  秒数: 3600\n", encoding="utf-8")
    check(tmp_path / "报送", "-o", tmp_path / "结果", "--profile", tmp_path / "本局.yaml")
    assert {r["kind"] for r in lines(tmp_path / "结果").values()} == {"letter"}, "all were read"
    assert not any(similar(tmp_path / "结果").values())
    assert "没有算作雷同，例如“根据县委组织部" in capsys.readouterr().err


def test_one_persons_paper_in_two_formats_is_no_copy_though_no_school_is_named(tmp_path: Path) -> None:
    text = report("孙丽娟", "").replace("语文教师", "语文老师")
    save(tmp_path / "报送/孙.docx", text)
    (tmp_path / "报送/孙.txt").write_text(text, encoding="utf-8")
    check(tmp_path / "报送", "-o", tmp_path / "结果")
    reviews = lines(tmp_path / "结果")
    for file in ("孙.docx", "孙.txt"):
        (found,) = (f for f in reviews[file]["findings"] if f["rule"].startswith("similar."))
        assert found["rule"] == "similar.version" and found["severity"] == "info"


def renamed(folder: Path) -> None:
    """One paper under three names, and one that has nothing to do with them."""
    for school, name in (("石桥小学", "林小禾"), ("云溪二中", "周建平"), ("白杨小学", "马成功")):
        save(folder / f"{school}/{name}.docx", report(name, school))
    save(
        folder / "枫林/赵大山.docx",
        "承诺书\n每天早晚各查一次水电，月底结账上墙。\n承诺人：赵大山\n2011年3月1日",
    )


def comments(out: Path, file: str) -> str:
    with zipfile.ZipFile(out / "批注" / file) as copy:
        return copy.read("word/comments.xml").decode("utf-8")


def test_one_paper_under_three_names_must_be_revised_everywhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    renamed(tmp_path / "报送")
    out = tmp_path / "结果"
    files = ["云溪二中/周建平.docx", "白杨小学/马成功.docx", "石桥小学/林小禾.docx"]
    before = {f: (tmp_path / "报送" / f).read_bytes() for f in files}
    assert check(tmp_path / "报送", "-o", out, "--format", "jsonl") == 1
    printed = {r["file"]: r for r in map(json.loads, capsys.readouterr().out.splitlines())}
    reviews, overview = lines(out), {r["文件"]: r for r in sheet(out, "总表")}
    for file in files:
        (found,) = (f for f in reviews[file]["findings"] if f["rule"].startswith("similar."))
        assert (found["rule"], found["severity"]) == ("similar.same", "error")
        assert all(f"《{other}》" in found["message"] for other in files if other != file), "the whole group"
        assert reviews[file]["status"] == printed[file]["status"] == "revise"
        assert overview[file]["结论"] == "需修改"
        # The copy may go back to the school: it tells of the other paper, not whose it is.
        told = comments(out, file)
        assert "几乎完全相同" in told and "需修改" in told
        assert not any(Path(other).stem in told for other in files if other != file)
        assert (tmp_path / "报送" / file).read_bytes() == before[file]
    assert "几乎完全相同" not in comments(out, "枫林/赵大山.docx")


def test_a_copy_forgets_what_is_no_longer_so(tmp_path: Path) -> None:
    renamed(tmp_path / "报送")
    out = tmp_path / "结果"
    check(tmp_path / "报送", "-o", out)
    for gone in ("云溪二中/周建平.docx", "白杨小学/马成功.docx"):
        (tmp_path / "报送" / gone).unlink()
    check(tmp_path / "报送", "-o", out)
    assert lines(out)["石桥小学/林小禾.docx"]["status"] == "pass"
    assert "几乎完全相同" not in comments(out, "石桥小学/林小禾.docx")


def test_copies_that_tell_of_other_papers_are_not_written_again_and_again(tmp_path: Path) -> None:
    renamed(tmp_path / "报送")
    out = tmp_path / "结果"
    check(tmp_path / "报送", "-o", out)
    before = {p: p.stat().st_mtime_ns for p in (out / "批注").rglob("*.docx")}
    check(tmp_path / "报送", "-o", out)
    assert {p: p.stat().st_mtime_ns for p in (out / "批注").rglob("*.docx")} == before


def test_the_words_of_a_form_that_was_handed_out_are_nobodys(tmp_path: Path) -> None:
    save(tmp_path / "模板.docx", "\n".join(report("某某", "某校").split("\n")[2:14]))
    save(tmp_path / "报送/石桥/林小禾.docx", report("林小禾", ONE))
    save(tmp_path / "报送/二中/周建平.docx", report("周建平", TWO))
    check(tmp_path / "报送", "-o", tmp_path / "结果")
    assert all(similar(tmp_path / "结果").values())
    check(tmp_path / "报送", "-o", tmp_path / "结果", "--shared", tmp_path / "模板.docx")
    assert not any(similar(tmp_path / "结果").values())


def test_a_form_that_cannot_be_read_is_refused_with_advice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    save(tmp_path / "报送/a.docx", report("林小禾", ONE))
    (tmp_path / "空.docx").touch()
    assert check(tmp_path / "报送", "--shared", tmp_path / "空.docx") == 2
    assert "空的" in capsys.readouterr().err


TAKEN = (
    "对班上跟不上的学生没有耐心，讲过两遍还不会就让他站到后面去，家长来问也只说孩子不用功。",
    "值周的时候图省事，锅炉房和配电间一个学期只进去看过一回，检查本是期末一次补齐的。",
    "支部开会轮到发言总说同意大家的意见，明知道食堂的账没有公布，怕得罪管后勤的同事就没有提。",
)


def long_report(name: str, school: str, seed: int, *taken: str) -> str:
    """A report of words that no other has, with these paragraphs among them."""
    own = [
        "".join(chr(0x4E00 + (seed * 7919 + n * 613 + k * 97) % 20000) for k in range(60)) + "。"
        for n in range(9)
    ]
    middle = [f"{n}．{words}" if seed % 2 else words for n, words in enumerate(taken, 1)]
    body = ["一、基本情况", *own[:2], "二、存在的主要问题", *own[2:6], *middle, "三、原因分析", own[6]]
    return "\n".join(
        [
            "党性分析报告",
            *body,
            "四、努力方向和整改措施",
            *own[7:],
            f"报告人：{name}",
            school,
            "2011年5月18日",
        ]
    )


def test_whole_paragraphs_copied_into_a_long_report_are_found(tmp_path: Path) -> None:
    """Three paragraphs word for word, numbered in one and not in the other, are a small part of both."""
    save(tmp_path / "报送/甲.docx", long_report("林小禾", ONE, 1, *TAKEN))
    save(tmp_path / "报送/乙.docx", long_report("周建平", TWO, 2, *TAKEN))
    save(tmp_path / "报送/丙.docx", long_report("赵大山", "枫林小学", 3, TAKEN[0]))
    check(tmp_path / "报送", "-o", tmp_path / "结果")
    found = similar(tmp_path / "结果")
    assert "《乙.docx》" in found["甲.docx"][0] and "《甲.docx》" in found["乙.docx"][0]
    assert found["丙.docx"] == [], "one paragraph alone is no copying"
    share = int(found["甲.docx"][0].split("有")[1].split("%")[0])
    assert share < 30, "too little for the share to tell"


def test_what_many_plans_say_is_nobodys_copy(tmp_path: Path) -> None:
    """Each of many plans takes its lines from the county's notice, no two the same; two copied beyond it."""
    notice = [
        "".join(chr(0x4E00 + (31 + n * 1013 + k * 89) % 20000) for k in range(40)) + "。" for n in range(12)
    ]

    def plan(number: int, *more: str) -> str:
        taken = random.Random(number).sample(notice, 5)
        own = "".join(chr(0x4E00 + (number * 7919 + k * 97) % 20000) for k in range(120)) + "。"
        parts = [
            "一、指导思想",
            taken[0],
            "二、目标要求",
            *taken[1:],
            own,
            *more,
            "三、组织领导",
            "校长任组长。",
        ]
        return "\n".join([f"第{number}小学创先争优活动实施方案", *parts, f"第{number}小学", "2011年3月1日"])

    copied = "".join(chr(0x4E00 + (5 + k * 83) % 20000) for k in range(200)) + "。"
    for number in range(18):
        save(tmp_path / f"报送/{number}.docx", plan(number, *([copied] if number in (3, 8) else [])))
    check(tmp_path / "报送", "-o", tmp_path / "结果", "--kind", "plan")
    found = {file for file, told in similar(tmp_path / "结果").items() if told}
    assert found == {"3.docx", "8.docx"}


def test_ones_own_paper_in_a_file_of_several_is_no_copy(tmp_path: Path) -> None:
    own = report("林小禾", ONE)
    other = (
        "党性分析报告\n一、基本情况\n赵大山，1970年生，1995年入党，任校工。\n二、存在的主要问题\n水泵坏了三天才找人修，"
        f"锅炉房的账没有结。\n三、原因分析\n认为自己不上讲台。\n四、努力方向\n每天查一次水电。\n{ONE}\n赵大山\n2011年5月18日"
    )
    save(tmp_path / "报送/全校.docx", f"{own}\n{other}")
    save(tmp_path / "报送/林小禾.docx", own)
    check(tmp_path / "报送", "-o", tmp_path / "结果")
    (told,) = similar(tmp_path / "结果")["林小禾.docx"]
    assert "里林小禾的那一份署名相同" in told and "报送了两次，不用改写" in told


def _copied_without_the_name(folder: Path, school: str = TWO) -> None:
    """林小禾's report, in which she names herself, and 周建平's, who left her name in it."""
    own = report("林小禾", ONE).replace("四、努力方向", "我林小禾不在教室接电话，也没有做到。\n四、努力方向")
    copied = (
        own.replace("报告人：林小禾", "报告人：周建平")
        .replace("林小禾，1975", "周建平，1972")
        .replace(ONE, school)
    )
    save(folder / f"{ONE}/林小禾.docx", own)
    save(folder / f"{school}/周建平.docx", copied)


def test_whoever_left_the_others_name_copied_and_the_other_is_not_told_to_write_anew(tmp_path: Path) -> None:
    _copied_without_the_name(tmp_path / "报送")
    out = tmp_path / "结果"
    check(tmp_path / "报送", "-o", out, "--replies")
    found = {r["file"]: r for r in lines(out).values()}
    copy, source = found[f"{TWO}/周建平.docx"], found[f"{ONE}/林小禾.docx"]
    (told,) = (f for f in copy["findings"] if f["rule"].startswith("similar."))
    assert told["severity"] == "error" and copy["status"] == "revise"
    assert f"与其他单位的《{ONE}/林小禾.docx》" in told["message"]
    assert "文中的“我林小禾”是那一份写材料的人，像是抄来没有改名。" in told["message"]
    assert any(
        f["rule"] == "placeholder.left_over" and "自称“我林小禾”" in f["message"] for f in copy["findings"]
    )
    (told,) = (f for f in source["findings"] if f["rule"].startswith("similar."))
    assert told["severity"] == "info" and source["status"] == "pass"
    assert "那一份里自称“我林小禾”，像是抄这一份、没有改名，这一份不用改。" in told["message"]
    letter = words(out / f"反馈意见/{TWO}.docx")
    assert "与别的单位报送的一份材料相同" in letter and "文中的“我林小禾”" in letter
    assert f"{ONE}/" not in letter, "whose it is stays with the bureau"
    letter = words(out / f"反馈意见/{ONE}.docx")
    assert "写自己的内容" not in letter and "周建平" not in letter and "符合要求" in letter


def test_a_paper_of_the_same_school_is_named_to_it(tmp_path: Path) -> None:
    save(tmp_path / f"报送/{ONE}/林小禾.docx", report("林小禾", ONE))
    save(tmp_path / f"报送/{ONE}/周建平.docx", report("周建平", ONE))
    save(tmp_path / f"报送/{TWO}/马成功.docx", report("马成功", TWO))
    out = tmp_path / "结果"
    check(tmp_path / "报送", "-o", out, "--replies")
    letter = words(out / f"反馈意见/{ONE}.docx")
    for name in ("林小禾", "周建平"):
        assert f"与同单位的《{ONE}/{name}.docx》的内容几乎完全相同" in letter
    assert "马成功" not in letter
    letter = words(out / f"反馈意见/{TWO}.docx")
    assert "与别的单位报送的一份材料" in letter and "林小禾" not in letter and "周建平" not in letter


def _versions(out: Path) -> list[tuple[str, str]]:
    return [
        (finding["severity"], finding["message"])
        for record in lines(out).values()
        for finding in record["findings"]
        if finding["rule"].startswith("similar.")
    ]


def test_ones_own_paper_with_another_year_is_told(tmp_path: Path) -> None:
    """Handed in again a year later it is told; mended in the same year, or its date set right, it is not."""
    old = report("林小禾", ONE)
    later = old.replace("支部发的文件夹", "胡锦涛总书记在庆祝中国共产党成立90周年大会上的讲话")
    wrong = later.replace("2011年5月20日", "2010年9月1日")  # before the speech it speaks of
    for year, text in (("去年", old), ("写错", wrong)):
        save(tmp_path / year / "林小禾.docx", text)
        check(tmp_path / year, "-o", tmp_path / f"{year}结果")

    def since(year: str, name: str, text: str) -> list[tuple[str, str]]:
        save(tmp_path / name / "林小禾的报告.docx", text)
        check(tmp_path / name, "-o", tmp_path / f"{name}结果", "--since", tmp_path / f"{year}结果")
        return _versions(tmp_path / f"{name}结果")

    ((severity, message),) = since("去年", "今年", old.replace("2011年5月20日", "2012年5月20日"))
    assert severity == "warning" and "2011年、2012年" in message and "上次报送的《林小禾.docx》" in message
    assert since("去年", "改好", old.replace("两个星期", "三个星期")) == []
    assert [r["findings"][0]["rule"] for r in lines(tmp_path / "写错结果").values()] == ["stale.future"]
    assert since("写错", "改日期", later.replace("2011年5月20日", "2011年9月1日")) == []


def test_two_years_papers_in_one_folder_are_no_mere_drafts(tmp_path: Path) -> None:
    old = report("林小禾", ONE)
    save(tmp_path / "报送/2011.docx", old)
    save(tmp_path / "报送/2012.docx", old.replace("2011年5月20日", "2012年5月20日"))
    check(tmp_path / "报送", "-o", tmp_path / "结果", "--replies")
    told = _versions(tmp_path / "结果")
    assert all("落款却是2011年、2012年" in message for _, message in told)
    (old_level, old_words), (new_level, new_words) = told
    assert old_level == "warning" and "重写" not in old_words and "这次还要不要报" in old_words
    assert new_level == "error" and "请按这一次的情况重写" in new_words
    assert {r["file"]: r["status"] for r in lines(tmp_path / "结果").values()} == {
        "2011.docx": "pass",
        "2012.docx": "revise",
    }
    letter = words(tmp_path / f"结果/反馈意见/{ONE}.docx")
    assert "1份符合要求，1份需要修改" in letter, "whoever is told to write anew is not told that all is well"


@pytest.mark.parametrize(
    "first, second, level", [((2010, 3), (2011, 3), "error"), ((2011, 2), (2011, 3), "warning")]
)
def test_a_wrong_year_set_right_within_weeks_is_asked_about_only(
    tmp_path: Path, first: tuple[int, int], second: tuple[int, int], level: str
) -> None:
    for day, (year, month) in (("2010", first), ("2011", second)):
        text = report("林小禾", ONE).replace("2011年5月20日", f"{day}年3月1日")
        paper = docx.Document(str(save(tmp_path / f"报送/{day}.docx", text)))
        paper.core_properties.modified = datetime.datetime(year, month, 5)
        paper.save(str(tmp_path / f"报送/{day}.docx"))
    check(tmp_path / "报送", "-o", tmp_path / "结果")
    _, (found, message) = _versions(tmp_path / "结果")
    assert found == level
    assert ("也可能是改正写错的年份" in message) is (level == "warning")
