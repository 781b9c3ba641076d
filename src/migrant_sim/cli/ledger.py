"""`ledger`: a county's own files. Each sub-verb is a line of the table below; its module is loaded when it is used."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from importlib import import_module
from typing import NamedTuple

from ..errors import ConfigurationError, unknown_name
from .language import choose
from .request import Request


class SubVerb(NamedTuple):
    """Module of the function `<name>_subverb`, and one line on it."""

    module: str
    chinese: str
    english: str


SUBVERBS: Mapping[str, SubVerb] = {
    "template": SubVerb("ledger_forms", "写出空白台账模板（Excel）", "write the empty workbook to fill in"),
    "check": SubVerb(
        "ledger_forms", "核对台账，写出问题清单和标注工作簿", "check ledgers; a list of problems, a marked-up workbook"
    ),
    "guide": SubVerb("ledger_forms", "输出 docs/ledger.zh.md", "print docs/ledger.zh.md"),
    "checks": SubVerb("ledger_forms", "列出全部核对项目及示例", "every check, with an example message"),
    "import": SubVerb("ledger_use", "导入台账，成为可运行的地区", "take ledgers in as a region of your own"),
    "describe": SubVerb("ledger_use", "台账的结构与公布数据并列", "its margins beside the published ones"),
    "demo": SubVerb("ledger_safe", "写出虚构的示例台账，可带错误", "a made-up ledger, with errors on demand"),
    "share": SubVerb("ledger_safe", "写出边际相同、可分享的合成台账", "a made-up ledger with the same margins"),
    "export": SubVerb("ledger_safe", "输出可公开的汇总表（--public）", "tables that everybody may see (--public)"),
    "series": SubVerb("ledger_use", "补充较新的公布数据", "newer official figures, used by every later run"),
}


def ledger_verb(request: Request) -> int:
    """Do what the first word after `ledger` says.

    Raises ConfigurationError for a sub-verb that is missing or unknown.
    """
    name, *words = request.words or ("",)
    if not name or "=" in name:
        raise ConfigurationError(
            "ledger takes a sub-verb:\n" + listed("en"), "ledger 之后需要一个子命令：\n" + listed("zh")
        )
    if name not in SUBVERBS:
        raise unknown_name("ledger", name, SUBVERBS)
    module = import_module(f"..{SUBVERBS[name].module}", __name__)
    action: Callable[[Request], int] = getattr(module, f"{name}_subverb")
    return action(replace(request, words=tuple(words)))


def listed(language: str) -> str:
    """The sub-verbs, one a line."""
    width = max(map(len, SUBVERBS))
    return "\n".join(
        f"  {name:{width}}  {choose(language, sub.chinese, sub.english)}" for name, sub in SUBVERBS.items()
    )
