"""What a mu of land yields under plain terms, for tests of measures that move its levers."""

import numpy as np

from migrant_sim.kernels.farming import Land, Now, Rules, yield_of_land
from migrant_sim.state import Settlements

NO_HERDS = {"head_hands": 0.0, "yields": np.ones(2), "interest": 0.0, "repaid": 0.0}
NO_LOANS = {"default_loss": 1.0, "most_default": 0.0, "sold_off": 0.0}


def yields_of(
    places: Settlements, net: np.ndarray, mu_per_hand: np.ndarray, drought: float = 0.0, thirst: float = 1.0
) -> np.ndarray:
    """(3, settlements): yuan, hands and outlay of a mu in half a year, in which it brings `net` by specialty."""
    count = len(places)
    rules = Rules(net=2.0 * net, mu_per_hand=mu_per_hand, life=20, thirst=thirst, **NO_HERDS, **NO_LOANS)
    year = {"year": 2021, "january": False, "bearing": 2018}
    prices = {"crop_price": np.ones(4), "drought": np.full(count, drought), "herd_price": 0.0}
    found = np.zeros((3, count))
    land = Land(*(getattr(places, name) for name in Land._fields))
    yield_of_land(land, rules, Now(share=0.5, outlay=0.5, **year, **prices), *found)
    return found
