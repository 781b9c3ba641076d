"""What the drawn parameters of a result rest on, in words, and what no calibration can tell."""

from collections.abc import Mapping
from typing import Any

from ..result import UNIDENTIFIED
from .wording import bilingual, label, pick

Summary = Mapping[str, Any]
OWN: Mapping[str, tuple[str, str]] = {
    "reference.start_ratio": ("起点收入比", "start ratio"),
    "reference.wage_share": ("工资性收入占比", "share of wages"),
    "reference.migrant_share": ("移民占农村居民的份额", "share of rural residents"),
}


def unidentified(language: str) -> str:
    """What stands wherever an effect of a programme is shown."""
    return pick(language, UNIDENTIFIED[1], UNIDENTIFIED[0])


def basis_label(summary: Summary, language: str) -> str:
    """Posterior, pooled or prior only, in a few words; empty for a result that does not say."""
    found = summary.get("calibration")
    if not found:
        return ""
    if found["kind"] == "prior only":
        return pick(language, "仅先验（未经校准）", "prior only (not calibrated)")
    region = label(str(found["region"]), language)
    if found["kind"] == "posterior":
        return pick(language, f"{region}后验样本", f"posterior of {region}")
    kept = [pick(language, *OWN.get(path, (path, path))) for path in found["own"]]
    own = pick(language, "、", ", ").join(kept)
    if not own:
        return pick(language, f"合并估计：{region}后验", f"pooled: posterior of {region}")
    return pick(
        language, f"合并估计：{region}后验，{own}用本地先验", f"pooled: posterior of {region}, own prior of {own}"
    )


def basis_line(summary: Summary, language: str) -> str:
    """The sentence of the verdict on parameters; empty for a result that does not say."""
    found, said = summary.get("calibration"), basis_label(summary, language)
    if not found:
        return ""
    if found["kind"] == "prior only":
        return pick(language, f"参数来源：{said}。", f"Parameters: {said}.")
    known, rest = len(found["identified"]), len(found["priors"])
    return pick(
        language,
        f"参数来源：{said}；已识别 {known} 个，{rest} 个仍取自先验。",
        f"Parameters: {said}; {known} identified, {rest} still drawn from priors.",
    )


def basis_entry(summary: Summary, language: str) -> str:
    """The paragraph of the report's definitions: which parameters data speak of, and what they cannot tell."""
    found = summary.get("calibration")
    if not found:
        return ""
    if found["kind"] == "prior only":
        said = basis_line(summary, language) + _why(found, language)
    else:
        said = basis_line(summary, language) + _listed(summary, "identified", "已识别：", " Identified: ", language)
        said += _listed(
            summary, "not_identified", "随样本联合抽取但未识别：", " Drawn jointly, not identified: ", language
        )
    return said + pick(language, "", " ") + unidentified(language)


def _why(found: Mapping[str, Any], language: str) -> str:
    """Why there is no posterior."""
    if found["asked"] == "prior":
        return pick(
            language, "本次运行要求只用先验（parameters=prior）。", " The run asked for priors (parameters=prior)."
        )
    return pick(language, "该地区没有可用的后验样本。", " There is no posterior sample for this region.")


def _listed(summary: Summary, key: str, chinese: str, english: str, language: str) -> str:
    """The parameters of a list by what they mean; empty for an empty list."""
    meaning = {row["id"]: bilingual(row, "description", language) for row in summary.get("parameters", {}).values()}
    names = [meaning.get(name, name) for name in summary["calibration"][key]]
    if not names:
        return ""
    return pick(language, chinese, english) + pick(language, "；", "; ").join(names) + pick(language, "。", ".")
