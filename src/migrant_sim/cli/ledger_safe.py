"""`ledger demo`, `ledger share`, `ledger export`: ledgers and tables that hold nobody, or nobody to be known."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..errors import ConfigurationError, bad_value
from ..reading import missing, one_of, typed, whole_number
from .folders import named
from .language import choose
from .ledger_forms import files_of
from .request import Request

MOST_HOUSEHOLDS = 1_000_000
MOST_SEED = 2**31
FORMATS = ("xlsx", "csv")
HOUSEHOLDS = 200


def demo_subverb(request: Request) -> int:
    """Write a ledger of people who do not exist, with errors where they are asked for."""
    known = ("folder", "households", "seed", "errors", "format", "region", "language")
    given = named(request, known)
    folder = _new_folder(given)
    households = whole_number(given.get("households", HOUSEHOLDS), "households", 100, MOST_HOUSEHOLDS)
    seed = whole_number(given.get("seed", 1), "seed", 0, MOST_SEED)
    form, language = _form(given), given.get("language") or request.language
    share = given.get("errors", 0)
    if isinstance(share, bool) or not isinstance(share, (int, float)) or not 0 <= share <= 1:
        raise bad_value("errors", share, "a number from 0 to 1", "0 至 1 的数")
    from ..ledger.demo import write_demo
    from ..scenario import load_scenario

    region = load_scenario(region=str(given.get("region", "minning"))).region
    files = write_demo(folder, region, (households, seed, float(share)), (language, form))
    _said(request, files, "虚构的台账，其中没有真实的人：", "A ledger of people who do not exist:")
    return 0


def share_subverb(request: Request) -> int:
    """Write a synthetic ledger with the margins of a region, if no record of it is too near to a real one."""
    given = named(request, ("name", "file", "folder", "seed", "format", "least_people", "reference", "language"))
    folder, form = _new_folder(given), _form(given)
    seed = whole_number(given.get("seed", 1), "seed", 0, MOST_SEED)
    least = whole_number(given.get("least_people", 10), "least_people", 3, 1000)
    if (given.get("name") is None) == (given.get("file") is None):
        raise ConfigurationError(
            "share needs either name= (an imported region) or file= (ledgers).",
            "share 需要 name=（已导入的地区）或 file=（台账文件）其中之一。",
        )
    from ..ledger.importing import known_region
    from ..ledger.share import load_checked, load_region, write_share
    from ..published import region_folder

    tables = (
        load_region(region_folder(known_region(given["name"])))
        if given.get("name") is not None
        else load_checked(files_of({"files": given["file"]}), str(given.get("reference", "2020-12")))
    )
    language = given.get("language") or request.language
    files, nearness = write_share(tables, folder, (seed, least), (language, form))
    print(nearness.text(request.language)) if not request.json else None
    _said(request, files, "可分享的合成台账：", "A synthetic ledger that can be shared:")
    return 0


def export_subverb(request: Request) -> int:
    """Write the tables of a run on an imported region that everybody may see."""
    given = named(request, ("results", "folder", "least_people", "figures", "language"))
    if not request.public:
        raise ConfigurationError(
            "export writes safe tables only; add --public. The result folder itself is for internal use.",
            "export 只输出可公开的汇总表，请加上 --public。结果文件夹本身仅供内部使用。",
        )
    if given.get("results") is None:
        raise missing("results")
    least = whole_number(given.get("least_people", 10), "least_people", 3, 1000)
    figures = whole_number(given.get("figures", 0), "figures", 0, 12)
    source, folder = Path(typed(given["results"], str, "results")), _new_folder(given)
    from ..ledger.public import counts_of, public_tables, write_public
    from ..result import Result

    result = Result.load(source)
    region = str(result.summary["region"])
    counts = counts_of(result)
    if not counts:
        raise ConfigurationError(
            f"{region} is a shipped region: synthetic, without a real person; its results may be shared as they are.",
            f"{region} 是随附的地区，全部为合成，没有真实的人；其结果可直接分享。",
        )
    files = write_public(public_tables(result, counts, least, figures), folder, region, least)
    _said(request, files, "可公开的汇总表：", "Tables that may be shown to everybody:")
    return 0


def _form(given: Mapping[str, Any]) -> str:
    return one_of(given.get("format", "xlsx"), "format", FORMATS)


def _new_folder(given: Mapping[str, Any]) -> Path:
    """The folder to write to, which must be empty or new."""
    if given.get("folder") is None:
        raise missing("folder")
    folder = Path(typed(given["folder"], str, "folder"))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ConfigurationError(
            f"folder = {str(folder)!r} is not empty; choose a new or empty folder.",
            f"folder = {str(folder)!r} 不是空文件夹；请换一个新的或空的文件夹。",
        )
    return folder


def _said(request: Request, files: list[Path], chinese: str, english: str) -> None:
    names = [str(path) for path in files]
    if request.json:
        print(json.dumps(names, ensure_ascii=False))
    else:
        print("\n".join([choose(request.language, chinese, english), *names]))
