"""What a review is: findings and judgements with their evidence. Rules make them, reports show them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from msgspec import Struct

from checker.document import Where

__all__ = [
    "KIND_NAMES",
    "LEVEL_NAMES",
    "OUTCOME_NAMES",
    "SEVERITY_NAMES",
    "SEVERITY_ORDER",
    "STATUS_NAMES",
    "Evidence",
    "Finding",
    "Judgement",
    "Level",
    "Part",
    "Review",
    "Section",
    "Severity",
    "Status",
]

Severity = Literal["error", "warning", "info"]
Level = Literal["covered", "named", "missing"]
Status = Literal["pass", "revise", "unreadable"]

SCHEMA = "wudaitou.review/1"
LEVEL_NAMES: dict[str, str] = {"covered": "已写实", "named": "只提到", "missing": "未涉及"}
SEVERITY_NAMES: dict[str, str] = {"error": "必须改", "warning": "建议改", "info": "请留意"}
SEVERITY_ORDER: dict[str, int] = {severity: n for n, severity in enumerate(SEVERITY_NAMES)}
STATUS_NAMES: dict[str, str] = {"pass": "通过", "revise": "需修改", "unreadable": "无法读取"}
# What people are told; programs get the status.
OUTCOME_NAMES: dict[str, str] = {
    "pass": "通过",
    "revise": "需修改",
    "stray": "不是应报的材料",
    "unreadable": "无法读取",
}
KIND_NAMES: dict[str, str] = {
    "letter": "承诺书",
    "report": "党性分析报告",
    "plan": "实施方案",
    "other": "其他",
}


class Evidence(Struct, frozen=True, gc=False):
    """The words a judgement rests on, quoted exactly, and where they are."""

    text: str
    where: Where

    def to_json(self) -> dict[str, Any]:
        """The evidence as in the review schema."""
        return {"text": self.text, "where": self.where.to_json()}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a reviewer would tell the school.

    `rule` is `family.name`; `message` is Chinese that can be pasted into a reply: it says what, where
    and what to do. `where` is None only when the whole document is meant. `suggestion` is replacement
    text for the words at `where`, when there is one. `waived` is empty, or says which waiver (豁免)
    accepts the finding; it is no part of the JSON, where the message says it. `others` are the files that it
    says the document is like (雷同), all of them, or none where they are too many. `edits` are the further places
    that it is about, each with what replaces it there; they are no part of the JSON either.
    """

    rule: str
    severity: Severity
    message: str
    where: Where | None = None
    suggestion: str | None = None
    waived: str = ""
    others: tuple[str, ...] = ()
    edits: tuple[tuple[Where, str], ...] = ()

    @property
    def family(self) -> str:
        """The rule's family: coverage, sections, placeholder, stale, spun, …"""
        return self.rule.partition(".")[0]

    def to_json(self) -> dict[str, Any]:
        """The finding as in the review schema."""
        told: dict[str, Any] = {
            "rule": self.rule,
            "severity": self.severity,
            "message": self.message,
            "where": self.where.to_json() if self.where else None,
            "suggestion": self.suggestion,
        }
        return told | {"others": list(self.others)} if self.others else told


@dataclass(frozen=True, slots=True)
class Judgement:
    """How far the document covers one element (要素); every level above missing has evidence.

    `group` is "leads" (五带头) or "goods" (五个好); `score` (0 to 1) is how sure the judge is that the
    element is covered. `reason` says in Chinese why the level is not higher; empty when covered.
    """

    id: str
    group: str
    title: str
    level: Level
    score: float
    evidence: tuple[Evidence, ...] = ()
    reason: str = ""

    def to_json(self) -> dict[str, Any]:
        """The judgement as in the review schema."""
        return {
            "id": self.id,
            "group": self.group,
            "title": self.title,
            "level": self.level,
            "score": round(self.score, 4),
            "evidence": [e.to_json() for e in self.evidence],
        }


@dataclass(frozen=True, slots=True)
class Section:
    """Whether a required section (部分) is there, and the heading it was found under.

    Of a signature or a date `heading` is what is signed, or that it is left for a pen (留着手签).
    """

    id: str
    title: str
    found: bool
    heading: str = ""
    where: Where | None = None

    def to_json(self) -> dict[str, Any]:
        """The section as in the review schema."""
        return {
            "id": self.id,
            "title": self.title,
            "found": self.found,
            "heading": self.heading,
            "where": self.where.to_json() if self.where else None,
        }


@dataclass(frozen=True, slots=True)
class Part:
    """One of several papers in one file (一个文件里有几份材料): its kind, who signs it, "" for nobody, and the
    paragraph that it begins with."""

    kind: str
    signer: str
    paragraph: int


@dataclass(frozen=True, slots=True)
class Review:
    """The outcome for one file. `file` is relative to the folder given, in POSIX form.

    `reason` is Chinese and set only for unreadable files. `date` is ISO (2011-03-01, of a month alone 2011-03) or empty.
    `texts` holds the paragraphs that evidence and findings point into (paragraph index -> shown
    words), so that reports can show a sentence in its paragraph without reading the file again; `places`
    says where those stand as a person finds them (checker.places), but for those that are where their number says.
    Neither is part of the JSON. `trace` (checker.trace) is what is kept to find its like among others,
    also not part of the JSON; empty where nothing is to be compared. `saved` is when the file itself says it
    was last saved (ISO, as found), not part of the JSON either. `asked` says that a roster (名单) asks for the
    file, or may; `signers` are all who signed it, where there may be several; `parts` the papers of a file
    that holds more than one. All three are no part of the JSON.
    """

    file: str
    sha256: str
    status: Status
    reason: str | None = None
    kind: str = "other"
    kind_score: float = 0.0
    standard: str = ""
    title: str = ""
    organization: str = ""
    author: str = ""
    date: str = ""
    characters: int = 0
    elements: tuple[Judgement, ...] = ()
    sections: tuple[Section, ...] = ()
    findings: tuple[Finding, ...] = ()
    format: str = ""
    texts: dict[int, str] = field(default_factory=dict)
    places: dict[int, str] = field(default_factory=dict)
    trace: str = ""
    saved: str = ""
    asked: bool = False
    signers: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()

    @property
    def kindless(self) -> bool:
        """Whether it is of no kind that is asked for (其他), whatever a roster says."""
        if self.kind != "other" or self.status != "revise":
            return False
        return any(f.rule == "kind.other" and f.severity == "error" for f in self.findings)

    @property
    def stray(self) -> bool:
        """Whether nobody asked for the paper: nothing in it is to be revised."""
        return not self.asked and self.kindless

    @property
    def outcome(self) -> str:
        """What people are told, a key of `OUTCOME_NAMES`: the status, or "stray"."""
        return "stray" if self.stray else self.status

    def to_json(self) -> dict[str, Any]:
        """The review as one object of the schema `wudaitou.review/1` (docs/review.schema.json)."""
        return {
            "schema": SCHEMA,
            "file": self.file,
            "sha256": self.sha256,
            "status": self.status,
            "reason": self.reason,
            "kind": self.kind,
            "kind_score": round(self.kind_score, 4),
            "standard": self.standard,
            "title": self.title,
            "organization": self.organization,
            "author": self.author,
            "date": self.date,
            "characters": self.characters,
            "elements": [e.to_json() for e in self.elements],
            "sections": [s.to_json() for s in self.sections],
            "findings": [f.to_json() for f in self.findings],
        }
