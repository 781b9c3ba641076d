"""A synthetic ledger for sharing: as many invented households as a real ledger holds, with its margins.

Everything is drawn anew through tables of shares (`anew`); no row of the ledger is copied, and nobody gets a name, a
number or a village. Before anything is written, the nearest records are looked at (`nearest`).
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd

from ..errors import DataError
from ..result import write_json, write_text
from .anew import Anew
from .invented import generator
from .nearest import Nearness, nearness

Tables = dict[str, pd.DataFrame]
LEAST_HOUSEHOLDS = 100
NEEDED = ("settlements", "households", "persons")
INCOMES = ("wage_income", "operating_income", "property_income", "transfer_income")
AGE_WIDTH = 10  # years of an age class
OLDEST_MEMBER = 4  # members from this one on are alike
LARGEST = 6  # and so are households from this size on
_HOME = ("leased", "dibao", "registered_poor")


def load_region(folder: Path) -> Tables:
    """The clean tables of an imported region, linked by row.

    Raises DataError when one of them is missing or damaged.
    """
    import yaml

    from ..population import Region

    try:
        tables = {name: _plain_text(pd.read_parquet(folder / f"{name}.parquet")) for name in NEEDED}
        # The region names its counties itself where the margins do not know them.
        names = Region.from_mapping(yaml.safe_load((folder / "region.yaml").read_text(encoding="utf-8"))).counties
        number = tables["settlements"].pop("county_number").to_numpy()
        tables["settlements"]["county"] = np.array(names, dtype=object)[number]
        return linked(tables)
    except (OSError, ValueError, KeyError, IndexError, TypeError, yaml.YAMLError) as error:
        raise DataError(f"Cannot read the tables of {folder}.", f"无法读取 {folder} 中的表。") from error


def _plain_text(frame: pd.DataFrame) -> pd.DataFrame:
    """The table with words as text instead of categories."""
    words = {name: frame[name].astype(object) for name in frame.select_dtypes("category").columns}
    return frame.assign(**words)


def load_checked(files: Sequence[Path], reference: str) -> Tables:
    """The clean tables of ledgers, linked by row; errors must be mended first.

    Raises DataError, with their number, when the check finds errors.
    """
    from .checking import check
    from .problems import ERROR, counts

    checked = check(files, reference)
    if checked.errors or not set(NEEDED) <= set(checked.tables):
        number = counts(checked.problems)[ERROR]
        raise DataError(
            f"The ledgers hold {number} errors; see them with `ledger check`, mend them, then share.",
            f"台账中有 {number} 处错误；请先用 ledger check 查看并更正。",
        )
    return linked(checked.tables)


def linked(tables: Tables) -> Tables:
    """The tables with `home` (row of the household) for persons, `settlement` and `place` for households."""
    settlements, homes = (tables[name].reset_index(drop=True) for name in ("settlements", "households"))
    persons = tables["persons"].reset_index(drop=True)
    at = _rows(settlements, "settlement_id", homes["settlement_id"])
    county = settlements["county"].to_numpy(dtype=object)[at]
    group = homes["group"].fillna("").to_numpy(dtype=object)
    homes = homes.assign(settlement=at, county=county, place=[f"{c} {g}" for c, g in zip(county, group, strict=True)])
    home = _rows(homes, "household_id", persons["household_id"])
    order = np.argsort(home, kind="stable")
    persons = persons.assign(home=home).iloc[order].reset_index(drop=True)
    return {**tables, "settlements": settlements, "households": homes, "persons": persons}


def _rows(table: pd.DataFrame, key: str, values: pd.Series) -> np.ndarray:
    """Row of each value: ids are rows already in an imported region, which keeps no numbers of its own."""
    if key not in table.columns:
        return values.to_numpy(dtype=np.int64)
    return pd.Index(table[key]).get_indexer(pd.Index(values))


def synthetic(real: Tables, seed: int, least: int) -> Tables:
    """A synthetic ledger, in canonical columns, linked like the real one; equal arguments, equal tables.

    Raises DataError for a ledger that is too small to hide anybody.
    """
    homes = real["households"]
    if len(homes) < LEAST_HOUSEHOLDS:
        raise DataError(
            f"The ledger has {len(homes)} households; below {LEAST_HOUSEHOLDS} no synthetic ledger hides anybody.",
            f"台账只有 {len(homes)} 户；少于 {LEAST_HOUSEHOLDS} 户时，合成台账无法起到保护作用。",
        )
    anew = Anew(generator(seed, "share"), least)
    settlements = _settlements(real, anew)
    new_homes = _households(real, settlements, anew)
    persons = _persons(real, new_homes, anew)
    new_homes = _incomes(real, new_homes, persons, anew)
    return {"settlements": settlements, "households": new_homes, "persons": persons}


def _settlements(real: Tables, anew: Anew) -> pd.DataFrame:
    """As many settlements in each county, with the shares of tracks and lists that the county's households have."""
    old = real["settlements"]
    county = np.sort(old["county"].to_numpy(dtype=object))
    behind = old.iloc[real["households"]["settlement"]]  # one row a household: shares need people behind them
    frame = pd.DataFrame({"settlement_id": [f"S{row + 1:04d}" for row in range(len(county))], "county": county})
    for name in ("track", "list"):
        if name in old.columns:
            frame[name] = anew.codes(behind[name], [behind["county"]], [county])
    return frame


def _households(real: Tables, settlements: pd.DataFrame, anew: Anew) -> pd.DataFrame:
    old, count = real["households"], len(real["households"])
    everybody, now = [pd.Series(np.zeros(count))], [np.zeros(count)]
    county = np.sort(anew.codes(old["county"], everybody, now))
    frame = pd.DataFrame({"household_id": [f"H{row + 1:06d}" for row in range(count)]})
    rows = np.arange(len(settlements))
    at = np.zeros(count, np.int64)
    for name in np.unique(county):
        own = rows[settlements["county"].to_numpy() == name]
        here = np.flatnonzero(county == name)
        at[here] = np.sort(anew.draw.choice(own, len(here)))
    frame = frame.assign(settlement_id=settlements["settlement_id"].to_numpy()[at], county=county)
    group = anew.codes(old["group"], [old["county"]], [county])
    listed = np.bincount(real["persons"]["home"], minlength=count)
    size = anew.codes(pd.Series(np.minimum(listed, 12)), [old["group"].fillna("")], [_plain(group)]).astype(np.int64)
    frame = frame.assign(group=group, size=size)
    classes = [pd.Series(np.minimum(listed, LARGEST)), old["group"].fillna("")]
    new_classes = [np.minimum(size, LARGEST), _plain(group)]
    for name, digits in (("land", 1), ("herd", 1)):
        frame[name] = anew.numbers(old[name], classes, new_classes, digits)
    for name in _HOME:
        frame[name] = anew.codes(old[name], classes, new_classes)
    frame.loc[frame["land"] == 0, "leased"] = False
    return frame.assign(place=[f"{c} {g or ''}" for c, g in zip(county, group, strict=True)])


def _plain(values: np.ndarray | pd.Series) -> np.ndarray:
    return np.array(["" if value is None else value for value in values], dtype=object)


def _persons(real: Tables, homes: pd.DataFrame, anew: Anew) -> pd.DataFrame:
    """Members by their place in the household: age class and sex first, then month of birth, then their lives."""
    old = real["persons"]
    size = homes["size"].to_numpy()
    home = np.repeat(np.arange(len(homes)), size)
    member, old_member = _place_of(home), _place_of(old["home"].to_numpy())
    old_size = np.bincount(old["home"])[old["home"]]
    birth = pd.to_numeric(old["birth"]).to_numpy(dtype=np.int64)
    decade = birth // (12 * AGE_WIDTH)
    both = pd.Series(decade * 2 + (old["sex"] == "female").to_numpy(dtype=np.int64))
    given = [pd.Series(np.minimum(old_member, OLDEST_MEMBER)), pd.Series(np.minimum(old_size, LARGEST))]
    now = [np.minimum(member, OLDEST_MEMBER), np.minimum(size[home], LARGEST)]
    drawn = anew.codes(both, given, now).astype(np.int64)
    low, high = drawn // 2 * 12 * AGE_WIDTH, np.minimum(drawn // 2 * 12 * AGE_WIDTH + 12 * AGE_WIDTH, birth.max() + 1)
    month = low + np.floor(anew.draw.random(len(home)) * (high - low)).astype(np.int64)
    sex = np.where(drawn % 2 == 1, "female", "male")
    frame = pd.DataFrame({"home": home, "household_id": homes["household_id"].to_numpy()[home], "sex": sex})
    frame["birth"] = month
    if "relation" in old.columns:
        relation = anew.codes(old["relation"], [given[0], both], [now[0], drawn])
        frame["relation"] = np.where(member == 0, "head", np.where(relation == "head", "other", relation))
    return _lives(frame, old, (pd.Series(birth // 60), month // 60), anew)


def _lives(frame: pd.DataFrame, old: pd.DataFrame, age: tuple[pd.Series, np.ndarray], anew: Anew) -> pd.DataFrame:
    """Schooling and health by age and sex, labour by health, activity by labour, pay and months by activity."""
    sex, now_sex = old["sex"], frame["sex"].to_numpy(dtype=object)
    for name in ("education", "health"):
        frame[name] = anew.codes(old[name], [age[0], sex], [age[1], now_sex])
    health = old["health"].fillna("")
    frame["labour"] = anew.codes(old["labour"], [age[0], sex, health], [age[1], now_sex, _plain(frame["health"])])
    labour = old["labour"].astype(object)
    conditions = ([labour, age[0], sex], [frame["labour"].to_numpy(dtype=object), age[1], now_sex])
    frame["activity"] = anew.codes(old["activity"], *conditions)
    activity, now = old["activity"].fillna(""), _plain(frame["activity"])
    frame["monthly_pay"] = anew.numbers(old["monthly_pay"], [activity, sex], [now, now_sex], -1)
    frame["months_worked"] = anew.codes(old["months_worked"], [activity], [now])
    frame["certificate"] = anew.codes(old["certificate"], [activity, labour], [now, conditions[1][0]])
    given = old["certificate"].astype(object)
    frame["courses"] = anew.codes(old["courses"], [given], [frame["certificate"].to_numpy(dtype=object)])
    return frame


def _place_of(home: np.ndarray) -> np.ndarray:
    """(n,) number of each member in the household, 0 the first; members of one stand together."""
    return np.arange(len(home)) - np.searchsorted(home, home)


def _incomes(real: Tables, homes: pd.DataFrame, persons: pd.DataFrame, anew: Anew) -> pd.DataFrame:
    """Four lines by group and number of people with pay, and their sum."""
    old = real["households"]
    earners = [
        np.bincount(people["home"], weights=_number(people["monthly_pay"]) > 0, minlength=len(table))
        for people, table in ((real["persons"], old), (persons, homes))
    ]
    given = [old["group"].fillna(""), pd.Series(np.minimum(earners[0], 3))]
    now = [_plain(homes["group"]), np.minimum(earners[1], 3)]
    for name in INCOMES:
        homes[name] = anew.numbers(old[name], given, now)
    homes["disposable_income"] = homes[list(INCOMES)].sum(axis=1, min_count=len(INCOMES))
    return homes


def _number(column: pd.Series) -> np.ndarray:
    return np.nan_to_num(pd.to_numeric(column).to_numpy(dtype=float, na_value=np.nan))


def write_share(
    real: Tables, folder: Path, chance: tuple[int, int], shape: tuple[str, str]
) -> tuple[list[Path], Nearness]:
    """Write a synthetic ledger with its check; `chance` is (seed, least_people), `shape` (language, `xlsx` or `csv`).

    Raises DataError, and writes nothing, when synthetic records come nearer to real ones than the bounds allow.
    """
    from .writing import worded, write_ledger

    seed, least = chance
    made = synthetic(real, seed, least)
    found = nearness(real, made, generator(seed, "nearest"))
    if not found.well:
        raise DataError(
            f"Nothing was written: synthetic records come too near to real ones. {found.text('en')}",
            f"未写入任何文件：合成记录与真实记录过于接近。{found.text('zh')}",
        )
    plain = {name: canonical(name, frame) for name, frame in made.items()}
    language, form = shape
    files = write_ledger({n: worded(n, frame, language) for n, frame in plain.items()}, folder, language, form)
    write_json(folder / "nearest.json", {**found._asdict(), "ratio": found.ratio, "seed": seed, "least_people": least})
    write_text(folder / "README.md", README.format(zh=found.text("zh"), en=found.text("en")))
    return [*files, folder / "nearest.json", folder / "README.md"], found


README = """# 合成台账 / Synthetic ledger

没有真实的人：每一行都按原台账的边际分布重新抽取，不复制任何记录；没有姓名、号码和住址。{zh}

No real person: every row was drawn anew from the margins of a ledger, no record was copied. {en}
"""


def canonical(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    """The columns of a ledger only, with flags as `yes` and `no` and months as YYYY-MM."""
    from ..months import month_label
    from .schema import TABLES

    out = pd.DataFrame(index=frame.index)
    for field in TABLES[table].kept:
        if field.id not in frame.columns:
            continue
        column = frame[field.id]
        if field.kind == "flag":
            column = column.map({True: "yes", False: "no", "yes": "yes", "no": "no"})
        elif field.kind == "month":
            column = column.map(month_label)
        out[field.id] = column
    return out
