"""The packaged examples in, small pictures of their first pages for docs/pictures out (needs soffice, pdftoppm).

Free fonts stand in for the ones the layout names (仿宋, 楷体, 黑体, 方正小标宋简体); lines and characters stay.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from docgen.cli import main as docgen
from docgen.pdf import find_office

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "docs" / "pictures"
STAND_INS = {
    "仿宋": "AR PL SungtiL GB",
    "楷体": "AR PL KaitiM GB",
    "黑体": "Noto Sans CJK SC",
    "宋体": "Noto Serif CJK SC",
    "方正小标宋简体": "Noto Serif CJK SC:bold",
}
# picture: kind, file in its example's output, first and last page
PICTURES = {
    "letter": ("letter", "李文秀-承诺书", 1, 1),
    "report": ("report", "王海波-党性分析报告", 1, 1),
    "plan": ("plan", "云溪县石桥镇中心小学创先争优活动实施方案", 1, 2),
    "badge": ("badge", "云溪县石桥镇中心小学党员亮牌", 1, 1),
    "schedule": ("schedule", "云溪县石桥镇中心小学创先争优活动任务一览表", 1, 1),
    "handbook": ("handbook", "李文秀-党员手册", 1, 1),
}


def _fonts(folder: Path) -> Path:
    """A fontconfig file that names a stand-in for each font."""
    rules = "".join(
        f'<match><test name="family"><string>{name}</string></test><edit name="family" mode="prepend" '
        f'binding="strong"><string>{other.partition(":")[0]}</string></edit></match>'
        for name, other in STAND_INS.items()
    )
    path = folder / "fonts.conf"
    path.write_text(
        f'<?xml version="1.0"?><fontconfig><include>/etc/fonts/fonts.conf</include>{rules}</fontconfig>',
        "utf-8",
    )
    return path


def main() -> int:
    """Draw every picture anew."""
    OUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        docgen(["demo", "-o", str(folder / "demo")])
        environment = {**os.environ, "FONTCONFIG_FILE": str(_fonts(folder))}
        profile = (folder / "profile").as_uri()
        for name, (_, stem, first, last) in PICTURES.items():
            source = next((folder / "demo").rglob(f"{stem}.*"))
            command = [
                str(find_office()),
                f"-env:UserInstallation={profile}",
                "--headless",
                "--convert-to",
                "pdf",
            ]
            subprocess.run(
                [*command, "--outdir", scratch, str(source)], check=True, env=environment, capture_output=True
            )
            pages = ["pdftoppm", "-r", "50", "-gray", "-png", "-f", str(first), "-l", str(last)]
            if name == "report":
                pages.remove("-gray")  # the yellow places
            subprocess.run([*pages, str(folder / f"{stem}.pdf"), str(OUT / name)], check=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
