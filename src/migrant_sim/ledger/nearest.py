"""How near the records of a synthetic ledger come to real ones: the check before it may be shared.

Every household becomes a point: place and kind (a step apart when they differ), size, workers, children, land, herd,
income a head, and the mean birth of the older half of people, each in units of its spread among real households. For
every synthetic household the distance to the nearest real one is set against the distance of real households to the
nearest other real one: a resampled record is at distance 0, a drawn one is as far as a stranger. And on
quasi-identifiers (county, group, and sex and month of birth of every member) few synthetic households of two members
or more may equal one that is unique among the real ones. People who live alone are left out there: chance alone gives
them such twins.
"""

from typing import NamedTuple

import numpy as np
import pandas as pd

Tables = dict[str, pd.DataFrame]
LEAST_RATIO = 0.5  # fifth percentile of distances, synthetic to real over real to real: ASSUMPTION, a stated bound
MOST_MATCHES = 0.005  # share of synthetic households that equal a unique real one: ASSUMPTION, a stated bound
LOW = 5  # percentile
MOST_COMPARED = 20_000  # households drawn for the comparison in larger ledgers
APART = 3.0  # spreads between two households of different county or group


class Nearness(NamedTuple):
    """Percentiles of the distances in spreads, their ratio, the share of exact matches, and whether all is well."""

    synthetic_low: float
    real_low: float
    synthetic_median: float
    real_median: float
    matches: float
    compared: int

    @property
    def ratio(self) -> float:
        """Fifth percentile, synthetic to real over real to real; 1 where real households themselves coincide."""
        return self.synthetic_low / self.real_low if self.real_low > 0 else 1.0

    @property
    def well(self) -> bool:
        """Whether the ledger may be shared by both bounds."""
        return self.ratio >= LEAST_RATIO and self.matches <= MOST_MATCHES

    def text(self, language: str) -> str:
        """What was found, with the bounds, in `zh` or `en`."""
        if language == "zh":
            return (
                f"最近记录检验（{self.compared} 户）：合成户到最近真实户的距离第 5 百分位 {self.synthetic_low:.3f}，"
                f"真实户之间 {self.real_low:.3f}，之比 {self.ratio:.2f}（不得低于 {LEAST_RATIO}）；中位数分别为 "
                f"{self.synthetic_median:.3f} 与 {self.real_median:.3f}；两人及以上的户中，"
                f"与唯一真实户的准标识符完全相同的占 {self.matches:.2%}（不得高于 {MOST_MATCHES:.1%}）。"
            )
        return (
            f"Nearest records ({self.compared} households): the fifth percentile of the distance from a synthetic "
            f"household to the nearest real one is {self.synthetic_low:.3f}, among real ones {self.real_low:.3f}, "
            f"ratio {self.ratio:.2f} (at least {LEAST_RATIO}); medians {self.synthetic_median:.3f} and "
            f"{self.real_median:.3f}; {self.matches:.2%} of those of two or more equal a unique real one in "
            f"all quasi-identifiers (at most {MOST_MATCHES:.1%})."
        )


def nearness(real: Tables, synthetic: Tables, draw: np.random.Generator) -> Nearness:
    """The check of a synthetic ledger against the real one it was drawn for; tables as `share.linked` has them."""
    from scipy.spatial import cKDTree

    one, other = points(real), points(synthetic)
    spread = np.maximum(np.nanstd(one.to_numpy(), axis=0), 1e-9)
    places = list(dict.fromkeys([*real["households"]["place"], *synthetic["households"]["place"]]))
    far = {name: APART * (place + 1) * 2 for place, name in enumerate(places)}
    here, there = (
        np.column_stack([np.nan_to_num(frame.to_numpy() / spread), tables["households"]["place"].map(far).to_numpy()])
        for frame, tables in ((one, real), (other, synthetic))
    )
    tree = cKDTree(here)
    to_real = np.asarray(tree.query(_some(there, draw))[0])
    among = np.asarray(tree.query(_some(here, draw), k=2)[0])[:, 1] if len(here) > 1 else np.zeros(1)
    return Nearness(
        synthetic_low=float(np.percentile(to_real, LOW)),
        real_low=float(np.percentile(among, LOW)),
        synthetic_median=float(np.median(to_real)),
        real_median=float(np.median(among)),
        matches=exact_matches(real, synthetic),
        compared=len(to_real),
    )


def points(tables: Tables) -> pd.DataFrame:
    """(households, columns) what places a household among others."""
    homes, persons = tables["households"], tables["persons"]
    home, count = persons["home"].to_numpy(), len(homes)
    birth = pd.to_numeric(persons["birth"]).to_numpy(dtype=float, na_value=np.nan)
    older = birth <= np.nanmedian(birth)
    size = np.bincount(home, minlength=count)
    born = np.bincount(home, weights=np.where(older, birth, 0.0), minlength=count)
    elders = np.bincount(home, weights=older, minlength=count)
    workers = np.bincount(home, weights=persons["labour"].fillna(False).to_numpy(dtype=bool), minlength=count)
    numbers = {name: pd.to_numeric(homes[name]).to_numpy(dtype=float, na_value=np.nan) for name in ("land", "herd")}
    income = pd.to_numeric(homes["disposable_income"]).to_numpy(dtype=float, na_value=np.nan)
    return pd.DataFrame(
        {
            "size": size,
            "workers": workers,
            "young": size - elders,
            "born": np.where(elders > 0, born / np.maximum(elders, 1), np.nanmedian(birth)),
            **numbers,
            "income": np.log1p(np.maximum(income / np.maximum(size, 1), 0.0)),
        }
    )


def exact_matches(real: Tables, synthetic: Tables) -> float:
    """Share of synthetic households of two or more whose quasi-identifiers are those of one real household alone."""
    known = pd.Series(quasi_identifiers(real), dtype=object)
    unique = set(known[~known.duplicated(keep=False)])
    drawn = quasi_identifiers(synthetic)
    return sum(each in unique for each in drawn) / max(len(drawn), 1)


def quasi_identifiers(tables: Tables) -> list[str]:
    """One text a household of two or more: county and group, then sex and month of birth of every member in order."""
    persons = tables["persons"]
    member = persons["sex"].astype(str).str[:1] + persons["birth"].astype(str)
    sorted_rows = member.to_frame("member").assign(home=persons["home"]).sort_values(["home", "member"])
    several = sorted_rows[sorted_rows["home"].duplicated(keep=False)]
    text = several.groupby("home")["member"].agg(" ".join)
    return (tables["households"]["place"].reindex(text.index) + " " + text).to_list()


def _some(rows: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """The rows, or as many of them by chance as are compared."""
    if len(rows) <= MOST_COMPARED:
        return rows
    return rows[np.sort(draw.choice(len(rows), MOST_COMPARED, replace=False))]
