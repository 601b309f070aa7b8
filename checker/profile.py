"""A bureau's profile (本局设置, YAML) in, which rules are off and how severe the others are out.

    名称: 云溪县教育局
    规则:
      标点: 请留意
      punctuation.halfwidth: 不查
      版式: 查
    上限:
      秒数: 60

Nothing is switched off silently: a document in which something was passed over says so.
"""

from __future__ import annotations

import contextlib
import dataclasses
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from checker.findings import Finding, Review, Severity
from checker.limits import DEFAULT, NAMES, Limits
from checker.profilelines import mended
from checker.rulebook import Rulebook
from checker.trouble import Mistakes, first_told
from chinese_cli.clean import clean
from corpus.yamldoc import Node, StandardError, parse

__all__ = ["OFF_RULE", "Profile", "ProfileError", "read_profile"]

OFF_RULE = "file.rules_off"
_OFF, _ON = "不查", "查"
_SEVERITIES: dict[str, Severity] = {"必须改": "error", "建议改": "warning", "请留意": "info"}
_LAYOUT = "layout"
_MOST = 100_000_000
_TOPS = ("名称", "规则", "上限", "说明")


@dataclass(frozen=True, slots=True)
class Profile:
    """What a bureau settled. `off` are rules it does not want, `severities` those it weighs in its own way.

    `layout` turns on the family that is off by default. `said` are the settings in the words of the file.
    `limits` bound what one file may cost.
    """

    name: str = ""
    off: frozenset[str] = frozenset()
    severities: Mapping[str, Severity] = field(default_factory=dict)
    layout: bool = False
    said: tuple[tuple[str, str], ...] = ()
    limits: Limits = DEFAULT

    @property
    def digest(self) -> str:
        """Changes whenever a review could come out otherwise."""
        if not (self.off or self.severities or self.layout):
            return ""
        parts = repr((self.name, sorted(self.off), sorted(self.severities.items()), self.layout))
        return hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()

    def apply(self, review: Review, rulebook: Rulebook) -> Review:
        """The review by these settings. Done twice it changes nothing more."""
        if not (self.off or self.severities) or review.status == "unreadable":
            return review
        kept = [self._weighed(f) for f in review.findings if f.rule not in self.off]
        passed = Counter(f.rule for f in review.findings if f.rule in self.off)
        if passed:
            said = "、".join(f"{rulebook.say(rule)}{count}处" for rule, count in sorted(passed.items()))
            whose = f"“{self.name}”" if self.name else ""
            kept.append(Finding(OFF_RULE, "info", f"按本局设置{whose}不查，没有列出：{said}。"))
        findings = tuple(kept)
        return review if findings == review.findings else dataclasses.replace(review, findings=findings)

    def _weighed(self, finding: Finding) -> Finding:
        severity = self.severities.get(finding.rule)
        if severity is None or finding.waived or severity == finding.severity:
            return finding
        return dataclasses.replace(finding, severity=severity)


def read_profile(path: Path, rulebook: Rulebook) -> Profile:
    """The profile in a file. Raises StandardError (file, line, problem, fix in Chinese) for a broken one.

    What is wrong with its entries is told all at once (ProfileError).
    """
    file = clean(path.name)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise StandardError(file, 1, "不是 UTF-8 编码", "在编辑器里另存为 UTF-8") from None
    except OSError:
        raise StandardError(file, 1, "打不开这个设置文件", "检查路径和权限，或把文件拖进命令窗口") from None
    typed = "：" in text
    try:
        made, wrong = _read(text, file, rulebook)
    except StandardError as error:
        made, wrong, typed = Profile(), [error], True
    if wrong and typed and not any(c in text for c in "{["):
        # What cannot be read, or not as it was meant, is read line by line: all that is wrong is told at once.
        whole, slips = mended(text, file, _TOPS, ("说明",))
        if slips:
            with contextlib.suppress(StandardError):
                slips += _read(whole, file, rulebook)[1]
            wrong = slips
    if len(wrong) > 1:
        raise ProfileError(sorted(wrong, key=lambda error: error.line))
    if wrong:
        raise wrong[0]
    return made


def _read(text: str, file: str, rulebook: Rulebook) -> tuple[Profile, list[StandardError]]:
    """The profile that a text is, and what is wrong with its entries. Raises StandardError where it is no YAML."""
    root = parse(text, file)
    if not isinstance(root.value, dict):
        raise root.fail("设置应当是“键: 值”的形式", "第一行写“名称: 某某教育局”，下面写“规则:”")
    wrong: list[StandardError] = []
    for key in root.value:
        if key not in _TOPS:
            wrong.append(root.fail(f"不认识的项“{clean(key, 40)}”", f"只用：{'、'.join(_TOPS)}", key))
    name = clean(_words(root, "名称", wrong), 60) if "名称" in root.value else ""
    rules, limits = root.value.get("规则"), root.value.get("上限")
    made = Profile(name)
    if rules is not None:
        made = _settings(name, rules, rulebook, wrong)
    if limits is not None:
        made = _limited(made, limits, wrong)
    return made, wrong


def _words(node: Node, key: str, wrong: list[StandardError]) -> str:
    """The text under a key, "" where there is none, which is added to `wrong`."""
    try:
        return str(node.value[key].text(f"“{clean(key, 40)}”"))
    except StandardError as error:
        wrong.append(error)
        return ""


class ProfileError(Mistakes, StandardError):
    """Several mistakes in a profile, in the order of its lines."""

    def __init__(self, errors: Sequence[StandardError]) -> None:
        first = errors[0]
        StandardError.__init__(self, first.file, first.line, first.problem, first.fix)
        self.errors = tuple(errors)
        self.lines = first_told(f"本局设置有 {len(errors)} 处写得不对：", errors)

    def __reduce__(self) -> tuple[Any, ...]:
        """Survive the way back from a worker process."""
        return (ProfileError, (self.errors,))


def _limited(profile: Profile, node: Node, wrong: list[StandardError]) -> Profile:
    """The profile with its own bounds (上限); mistakes are added to `wrong`."""
    if not isinstance(node.value, dict):
        wrong.append(node.fail("“上限”下面应当每行写“名称: 数”", "例如“秒数: 60”"))
        return profile
    changes: dict[str, int] = {}
    said = []
    for key in node.value:
        if key not in NAMES:
            wrong.append(node.fail(f"没有上限“{clean(key, 40)}”", f"只用：{'、'.join(NAMES)}", key))
            continue
        words = _words(node, key, wrong).strip()
        if not words:
            continue
        if not (words.isascii() and words.isdigit() and 0 < int(words) <= _MOST):
            problem = f"“{key}”写的是“{clean(words, 40)}”"
            wrong.append(node.fail(problem, f"写 1 到 {_MOST} 的整数，不写单位", key))
            continue
        name, unit = NAMES[key]
        changes[name] = int(words) * unit
        said.append((f"上限·{key}", words))
    limits = dataclasses.replace(DEFAULT, **changes)  # type: ignore[arg-type]
    return dataclasses.replace(profile, limits=limits, said=(*profile.said, *said))


def _settings(name: str, node: Node, rulebook: Rulebook, wrong: list[StandardError]) -> Profile:
    """The profile of this name with its rules (规则); mistakes are added to `wrong`."""
    if not isinstance(node.value, dict):
        wrong.append(node.fail("“规则”下面应当每行写“规则名: 做法”", "例如“标点: 请留意”"))
        return Profile(name)
    off: set[str] = set()
    severities: dict[str, Severity] = {}
    layout = False
    said = []
    known = []
    for key in node.value:
        how = _words(node, key, wrong)
        if not how:
            continue
        if (ids := _known(key, node, rulebook, wrong)) and how not in (_OFF, _ON, *_SEVERITIES):
            problem = f"“{clean(key, 40)}”的做法“{clean(how, 40)}”不认识"
            wrong.append(node.fail(problem, f"写其中之一：{_OFF}、{_ON}、{'、'.join(_SEVERITIES)}", key))
        elif ids:
            known.append((key, how, ids))
    # What is said of a family holds for its rules unless something is said of the rule itself.
    for _, how, ids in sorted(known, key=lambda k: -len(k[2])):
        layout |= how != _OFF and any(id.startswith(f"{_LAYOUT}.") for id in ids)
        off = off | ids if how == _OFF else off - ids
        for id in ids:
            severities.pop(id, None)
            if how in _SEVERITIES:
                severities[id] = _SEVERITIES[how]
    for key, how, ids in known:
        said.append((rulebook.say(next(iter(ids))) if len(ids) == 1 else clean(key, 60), how))
    return Profile(name, frozenset(off), severities, layout, tuple(said))


def _known(key: str, node: Node, rulebook: Rulebook, wrong: list[StandardError]) -> frozenset[str]:
    """The rules of this name; where it is none's, that is added to `wrong`."""
    ids = rulebook.rules(key)
    if ids:
        return ids
    if key.partition(".")[0] in rulebook.told_by_reading:
        # 文件: what reading tells (打不开, 带批注, 有修订); no rule makes it, so that none can be switched.
        why = "是读文件时的说明（打不开、带批注、有修订），不是审查规则，不能改"
        wrong.append(node.fail(f"“{clean(key, 60)}”{why}", "请删去这一行", key))
    else:
        near = rulebook.near(key)
        fix = f"是不是：{'、'.join(near)}？" if near else f"写类别，如：{'、'.join(rulebook.switchable)}"
        wrong.append(node.fail(f"没有规则“{clean(key, 60)}”", fix, key))
    return ids
