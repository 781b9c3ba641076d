"""The fields of a region as a yaml file gives them: checked, with the defaults filled in."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..errors import DataError, bad_value, unknown_name
from ..published import figures, own_parameter, parameters, posterior_names, targets
from .margins import Margins

REQUIRED = ("name", "title_en", "title_zh", "counties", "scopes", "default_scope")
OPTIONAL: dict[str, Any] = {
    "county_scope": None,
    "verdict_target": None,
    "verdict_reason_en": "",
    "verdict_reason_zh": "",
    "targets": (),
    "priors": {},
    "region_led": 0,
    "county_led": 0,
    "synthetic": None,
    "series_region": "宁夏",
    "settlement_persons": 2500,  # real persons, ASSUMPTION: villages of the twelfth plan hold about 1 000 to 6 500
    "caution_en": "",
    "caution_zh": "",
    "programme": None,
    "posterior": None,
    "register": None,
}
# what an imported region says of its ledger, and the type of each
REGISTER: Mapping[str, type] = {
    "base": str,
    "key": str,
    "reference": int,
    "coverage": float,
    "households": int,
    "imputations": int,
    "scale": float,
    "share": float,
}
MOST_PERSONS = 10_000_000
MOST_RESIDENTS = 200_000_000
SYNTHETIC = ("counties", "residents", "rural")  # what a region without county margins says of its counties


class FrozenMapping(Mapping[str, Any]):
    """An unchangeable, hashable mapping, so that a region can be part of a cache key."""

    def __init__(self, items: Mapping[str, Any]) -> None:
        self._items = dict(items)

    def __getitem__(self, key: str) -> Any:
        return self._items[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._items)

    def __len__(self) -> int:
        return len(self._items)

    def __hash__(self) -> int:
        return hash(tuple(sorted(self._items.items())))

    def __repr__(self) -> str:
        return f"FrozenMapping({self._items!r})"


def checked_fields(plain: Mapping[str, Any], margins: Margins) -> dict[str, Any]:
    """Every field of a region from the plain mapping of its yaml file.

    Raises ConfigurationError, naming the field, for an unknown or missing key, county, scope, target or parameter and
    for a number outside its bounds; DataError where the county margins contradict `county_scope`.
    """
    _check_keys(plain)
    given = OPTIONAL | dict(plain)
    given["synthetic"], names = _synthetic(given)
    given["counties"] = names or tuple(given["counties"] or margins.counties)
    given["targets"] = _all_targets(given["targets"] or (), given["verdict_target"])
    given["priors"] = FrozenMapping(given["priors"] or {})
    given["scopes"], given["self_moved"] = _scopes(given["scopes"])
    _check_places(given, margins)
    _check_verdict(given)
    _check_county_total(given, margins)
    given["register"] = _register(given["register"])
    return given


def _register(values: Any) -> FrozenMapping | None:
    """What an imported region says of its ledger; `ledger import` writes it."""
    if values is None:
        return None
    if not isinstance(values, Mapping):
        raise bad_value("region.register", values, f"a section with {', '.join(REGISTER)}", "含有具名键的一节")
    for key in values:
        if key not in REGISTER:
            raise unknown_name("key of region.register", str(key), REGISTER)
    for key, kind in REGISTER.items():
        value = values.get(key)
        if not isinstance(value, (int, float) if kind is float else kind) or isinstance(value, bool):
            raise bad_value(
                f"region.register.{key}", value, f"what ledger import wrote ({kind.__name__})", "导入时写入的值"
            )
    return FrozenMapping({key: kind(values[key]) for key, kind in REGISTER.items()})


def _all_targets(listed: Sequence[str], verdict: str | None) -> tuple[str, ...]:
    """The targets listed, in their order; `NX-*` stands for all of a programme coded yes or proxy but for those.

    Where nothing is listed, the verdict's target comes first and the rest of its programme follows.
    """
    if not listed and isinstance(verdict, str):
        listed = (verdict, f"{verdict.partition('-')[0]}-*")
    coded = [row.id for row in targets() if row.simulatable != "no"]
    found: list[str] = []
    for name in map(str, listed):
        rest = [each for each in coded if each.startswith(name[:-1]) and each not in listed]
        found += rest if name.endswith("-*") and rest else [name]
    return tuple(found)


def _check_keys(plain: Mapping[str, Any]) -> None:
    for key in plain:
        if key not in (*REQUIRED, *OPTIONAL):
            raise unknown_name("key of region", str(key), (*REQUIRED, *OPTIONAL))
    for key in REQUIRED:
        if plain.get(key) is None:
            raise bad_value(f"region.{key}", plain.get(key), "a value: it is missing", "必须给出")
    for key in ("counties", "targets"):
        if plain.get(key) is not None and not isinstance(plain[key], (list, tuple)):
            raise bad_value(f"region.{key}", plain[key], "a list", "列表")
    if plain.get("priors") is not None and not isinstance(plain["priors"], Mapping):
        raise bad_value(
            "region.priors", plain["priors"], "a mapping of process paths to parameters", "路径到参数的映射"
        )


def _scopes(scopes: Any) -> tuple[FrozenMapping, FrozenMapping]:
    """Persons and share of self-movers by scope; a bare number means nobody came on their own."""
    if not isinstance(scopes, Mapping) or not scopes:
        raise bad_value(
            "region.scopes", scopes, "at least one scope with its number of persons", "至少一个口径及其人数"
        )
    persons, self_moved = {}, {}
    for name, scope in scopes.items():
        parts = dict(scope) if isinstance(scope, Mapping) else {"persons": scope}
        for key in parts:
            if key not in ("persons", "self_moved"):
                raise unknown_name(f"key of region.scopes.{name}", str(key), ("persons", "self_moved"))
        persons[name], self_moved[name] = parts.get("persons"), parts.get("self_moved", 0.0)
        _check_number(f"region.scopes.{name}.persons", persons[name], 1, MOST_PERSONS)
        _check_number(f"region.scopes.{name}.self_moved", self_moved[name], 0, 1)
    return FrozenMapping(persons), FrozenMapping(self_moved)


def _check_number(field: str, value: Any, low: float, high: float) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not low <= value <= high:
        raise bad_value(field, value, f"a number from {low:g} to {high:.8g}", f"{low:g} 至 {high:.8g} 的数")


def _synthetic(given: Mapping[str, Any]) -> tuple[FrozenMapping | None, tuple[str, ...]]:
    """The residents of a region that the county margins do not know, and the names of its equal, made-up counties."""
    values = given["synthetic"]
    if values is None:
        return None, ()
    if not isinstance(values, Mapping):
        raise bad_value("region.synthetic", values, f"a section with {', '.join(SYNTHETIC)}", "含有具名键的一节")
    for key in values:
        if key not in SYNTHETIC:
            raise unknown_name("key of region.synthetic", str(key), SYNTHETIC)
    _check_number("region.synthetic.counties", values.get("counties"), 1, 200)
    _check_number("region.synthetic.residents", values.get("residents"), 1, MOST_RESIDENTS)
    _check_number("region.synthetic.rural", values.get("rural"), 1, values["residents"])
    if values["counties"] != int(values["counties"]):
        raise bad_value("region.synthetic.counties", values["counties"], "a whole number", "整数")
    names = tuple(f"合成县{number:02d}" for number in range(1, int(values["counties"]) + 1))
    if tuple(given["counties"] or names) != names:
        raise bad_value("region.counties", list(given["counties"]), "empty beside synthetic", "有 synthetic 时须留空")
    if given["county_scope"] is not None:
        raise bad_value("region.county_scope", given["county_scope"], "none beside synthetic", "有 synthetic 时须留空")
    return FrozenMapping(values), names


def _check_series(region: Any) -> None:
    known = {row.region for row in figures("rural_income_pc") if row.role == "observation"}
    if region not in known:
        raise unknown_name("region.series_region", str(region), known)


def _check_places(given: Mapping[str, Any], margins: Margins) -> None:
    counties, region = given["counties"], given["name"]
    for county in counties:
        if given["synthetic"] is None and county not in margins.counties:
            raise unknown_name(f"county of region {region}", str(county), margins.counties)
    if len(set(counties)) < len(counties):
        raise bad_value("region.counties", list(counties), "each county once", "每个县只列一次")
    for field in ("default_scope", "county_scope"):
        if given[field] is not None and given[field] not in given["scopes"]:
            raise unknown_name(f"scope in region.{field}", str(given[field]), given["scopes"])
    _check_series(given["series_region"])
    _check_number("region.settlement_persons", given["settlement_persons"], 50, 100_000)
    for field in ("region_led", "county_led"):
        _check_number(f"region.{field}", given[field], 0, 10_000)
        if given[field] != int(given[field]):
            raise bad_value(f"region.{field}", given[field], "a whole number of settlements", "整数")


def _check_verdict(given: Mapping[str, Any]) -> None:
    region, verdict = given["name"], given["verdict_target"]
    known = {target.id for target in targets()}
    for target in (*given["targets"], *([verdict] if verdict is not None else [])):
        if target not in known:
            raise unknown_name(f"target of region {region}", str(target), known)
    if verdict is None and not (given["verdict_reason_en"] and given["verdict_reason_zh"]):
        allowed = ("a target, or both verdict_reason_en and verdict_reason_zh", "给出目标，或同时写明两种语言的原因")
        raise bad_value("region.verdict_target", None, *allowed)
    sample, there = given["posterior"], posterior_names()
    if sample is not None and there and sample not in there:
        raise unknown_name("region.posterior", str(sample), there)
    drawn = {row.id for row in parameters() if row.role == "prior"}
    for path, source in given["priors"].items():
        if source not in drawn and ((own := own_parameter(source)) is None or own.role != "prior"):
            raise unknown_name(f"prior in region.priors.{path}", str(source), drawn)


def _check_county_total(given: Mapping[str, Any], margins: Margins) -> None:
    """The scope that the county margins describe must hold as many persons as they do, within one in a hundred."""
    scope = given["county_scope"]
    if scope is None:
        return
    total, counted = given["scopes"][scope], margins.persons_in(given["counties"])
    if abs(total - counted) > 0.01 * total:
        region, gap = given["name"], f"{counted - total:+,.0f}"
        raise DataError(
            f"region.scopes.{scope} of {region} holds {total:,.0f} persons, but county_migrants_default adds to "
            f"{counted:,.0f} for its counties, off by {gap}.",
            f"{region} 的 region.scopes.{scope} 为 {total:,.0f} 人，而 county_migrants_default 各县合计 "
            f"{counted:,.0f} 人，相差 {gap}。",
        )
