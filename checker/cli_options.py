"""The options that several commands of checker have, each written once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

__all__ = ["KIND", "PATH", "PLUGIN", "SHARED", "STANDARD", "settled"]

PATH = click.Path(path_type=Path, readable=False)  # what cannot be read is a finding, not a usage error
STANDARD = click.option(
    "--standard",
    default="chuangxianzhengyou",
    metavar="规范",
    help="哪项活动的规范，默认创先争优（chuangxianzhengyou）；也可写 duizhaojiancha2025（对照检查），或自己的 .yaml",
)
KIND = click.option(
    "--kind",
    default="auto",
    metavar="文种",
    help="认错文种时指定：letter 承诺书，report 党性分析报告，plan 实施方案；默认 auto 自动判断",
)
PLUGIN = click.option(
    "--plugin", "plugins", multiple=True, metavar="插件", help="加用一个插件（.py 文件或模块），可以写几次"
)
SHARED = click.option(
    "--shared",
    type=PATH,
    multiple=True,
    metavar="文件",
    help="发下去的模板或通知，里面的话不算互相抄；可以写几次",
)
_SETTLED = (
    STANDARD,
    click.option(
        "--profile", type=PATH, metavar="文件", help="本局设置（.yaml）：哪些问题不查，哪些从轻从重"
    ),
    click.option(
        "--waivers",
        type=PATH,
        metavar="文件",
        help="豁免清单（个别问题不算），默认用报送文件夹里的 审查豁免.xlsx",
    ),
    click.option(
        "--examples",
        type=PATH,
        metavar="文件",
        help="本局范例（learn 学下的更正），默认用结果文件夹里的 本局范例.jsonl",
    ),
    click.option("--layout", is_flag=True, help="也查版式：纸张、页边距、字体字号、行距、页码（GB/T 9704）"),
)


def settled(command: Callable[..., Any]) -> Callable[..., Any]:
    """What a bureau settles for all its reviews: the standard, its own settings, waivers, examples, the layout."""
    for option in reversed(_SETTLED):
        command = option(command)
    return command
