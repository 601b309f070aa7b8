"""A bureau's own profile, waivers and examples (本局设置) in, reviews by them and the table that tells of them out."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from checker.examples import EXAMPLES, Examples, read_examples
from checker.findings import SEVERITY_ORDER, Review
from checker.hidden import hidden
from checker.profile import Profile, read_profile
from checker.waiverlist import find_waivers, read_waivers
from checker.waivers import Waiver, Waivers

if TYPE_CHECKING:
    from checker.reports.rows import Field, Table, Tone

__all__ = ["NONE", "Asked", "Bureau"]


@dataclass(frozen=True, slots=True)
class Bureau:
    """What a bureau settled for its own reviews; `layout` asks for the family that is off by default."""

    profile: Profile = field(default_factory=Profile)
    waivers: Waivers = field(default_factory=Waivers)
    examples: Examples = field(default_factory=Examples)
    layout: bool = False

    @property
    def digest(self) -> str:
        """Changes whenever a review could come out otherwise; "" when nothing is settled."""
        parts = [self.profile.digest, self.waivers.digest, self.examples.digest, "layout" * self.wants_layout]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest() if any(parts) else ""

    @property
    def wants_layout(self) -> bool:
        """Whether page and fonts are looked at."""
        return self.layout or self.profile.layout

    def apply(self, review: Review) -> Review:
        """The review by profile and waivers, its status settled anew. Done twice it changes nothing more."""
        if review.status == "unreadable":
            return review
        settled = review
        if self.profile.off or self.profile.severities:
            from checker.rulebook import rulebook

            settled = self.profile.apply(review, rulebook())
        settled = self.waivers.apply(settled)
        if settled is review:
            return review
        findings = tuple(sorted(settled.findings, key=lambda f: SEVERITY_ORDER[f.severity]))  # stable
        revise = any(f.severity == "error" for f in findings)
        return dataclasses.replace(settled, findings=findings, status="revise" if revise else "pass")

    def tables(self, reviews: Iterable[Review]) -> tuple[Table, ...]:
        """The sheet 豁免和设置: what was waived, by whom, until when; what expired; what is off."""
        from checker.reports.rows import Table

        if not (self.waivers.rows or self.profile.said or self.examples):
            return ()
        header = ("类别", "文件", "问题", "原句", "理由或做法", "批准人", "有效期至", "状况")
        rows = (*self._waived(reviews), *self._settings())
        widths = (10, 30, 40, 36, 30, 12, 13, 40)
        return (Table("豁免和设置", header, rows, widths, self._summary(rows)),)

    def _waived(self, reviews: Iterable[Review]) -> list[tuple[Field, ...]]:
        from checker.reports.rows import Field

        used: Counter[str] = Counter()
        late: Counter[str] = Counter()
        standing: Counter[str] = Counter()
        files = set()
        why: dict[str, str] = {}
        if self.waivers.rows:
            for review in reviews:
                rows = [w for w in self.waivers.rows if w.is_for(review.file)]
                files |= {w.label for w in rows}
                why |= {w.label: said for w in rows if (said := hidden(w, review, self.examples))}
                standing.update(
                    w.label for w in rows for f in review.findings if not f.waived and w.is_about(f)
                )
                for finding in review.findings if rows else ():
                    if finding.waived:
                        used[finding.waived] += 1
                    else:
                        late.update(w.label for w in rows if w.meets(finding, review))
        out = []
        for waiver in self.waivers.rows:
            tone: Tone = "weak"
            if used[waiver.label]:
                state, tone = f"用上了（{used[waiver.label]}处），改为“请留意”", "good"
            elif self.waivers.expired(waiver):
                gone = f"没有对上：{why[waiver.label]}" if waiver.label in why else "问题已经没有了，可以删去"
                state = f"已到期，{'问题仍在，照常报告' if late[waiver.label] else gone}"
                tone = "bad" if late[waiver.label] else "weak"
            elif waiver.label in files:
                state = _unmet(waiver, standing[waiver.label], why.get(waiver.label, ""))
            else:
                state = "没有对上：这次没有这个文件"
            texts = (
                "豁免", waiver.file, waiver.problem, waiver.quote, waiver.reason, waiver.approver,
                waiver.until.isoformat(),
            )  # fmt: skip
            out.append((*(Field(t) for t in texts), Field(f"{state}（{waiver.label}）", tone)))
        return out

    def _settings(self) -> list[tuple[Field, ...]]:
        from checker.reports.rows import Field

        whose = self.profile.name or "本局设置"
        rows = [("设置", "全部", what, "", how, whose, "", "") for what, how in self.profile.said]
        if self.examples:
            what = f"{len(self.examples)}条本局范例"
            rows.append(("范例", "全部", what, "", "与范例相同或几乎相同的句子按范例判定", "", "", ""))
        return [tuple(Field(t) for t in row) for row in rows]

    def _summary(self, rows: Sequence[Sequence[Field]]) -> str:
        states = Counter(row[-1].tone for row in rows if row[0].value == "豁免")
        parts = [f"豁免{sum(states.values())}条" if states else ""]
        parts.append(f"用上{states['good']}条" if states["good"] else "")
        parts.append(f"到期而问题仍在{states['bad']}条" if states["bad"] else "")
        parts.append(f"没有对上或已不需要{states['weak']}条" if states["weak"] else "")
        parts.append(f"规则设置{len(self.profile.said)}项" if self.profile.said else "")
        parts.append(f"本局范例{len(self.examples)}条" if self.examples else "")
        return "，".join(p for p in parts if p)


def _unmet(waiver: Waiver, standing: int, hides: str) -> str:
    """Why a row met nothing in a file that is there; `standing` findings are of its rules, and `hides` says what else
    than a mended paper may be the reason."""
    if hides and not standing:
        return f"没有对上：{hides}；设置或范例一改还会报，先不要删"
    if not standing:
        return "没有对上：问题已经改好，可以删去"
    if waiver.quote:
        return f"没有对上：这类问题还有{standing}处，都不是这一句，照常报告；原句请从“问题清单”里照抄"
    return f"没有对上：没有写原句，这类问题还有{standing}处，照常报告；要豁免哪一处，把那一处的原句抄到“原句”一栏，一处一行"


NONE = Bureau()


@dataclass(frozen=True, slots=True)
class Asked:
    """What a command line names: files of the bureau's own, and whether page and fonts are to be looked at."""

    profile: Path | None = None
    waivers: Path | None = None
    examples: Path | None = None
    layout: bool = False

    @property
    def files(self) -> tuple[Path, ...]:
        """The files named; they are no submissions, wherever they lie."""
        return tuple(p for p in (self.profile, self.waivers, self.examples) if p is not None)

    def bureau(self, paths: Iterable[Path], today: datetime.date, output: Path | None) -> Bureau:
        """What is settled for a run over these paths: the files named, else the waiver list beside the
        submissions and the examples in the result folder.

        Raises StandardError, WaiverError or ExamplesError for a file that cannot be used.
        """
        beside = [p if p.is_dir() else p.parent for p in paths]
        lists = [self.waivers] if self.waivers is not None else find_waivers(beside)
        kept = self.examples if self.examples is not None else output / EXAMPLES if output else None
        profile, waivers = Profile(), Waivers(today=today)
        if self.profile is not None or lists:
            from checker.rulebook import rulebook

            rules = rulebook()
            profile = read_profile(self.profile, rules) if self.profile is not None else profile
            waivers = read_waivers(lists, today, rules) if lists else waivers
        return Bureau(
            profile=profile,
            waivers=waivers,
            examples=read_examples(kept, must=self.examples is not None) if kept else Examples(),
            layout=self.layout,
        )
