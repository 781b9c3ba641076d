"""What is known of a region's counties: Ningxia's from the margins, those of other regions made up and all alike."""

import numpy as np

from .margins import Margins
from .region import Region


def settled(region: Region, margins: Margins) -> np.ndarray:
    """(counties,) persons settled, of which shares are taken; equal where counties are synthetic (assumption)."""
    if region.synthetic is not None:
        return np.ones(len(region.counties))
    return np.array([margins.value("county_migrants_default", county) for county in region.counties])


def numbers(region: Region, margins: Margins) -> np.ndarray:
    """(counties,) the place of each county in administrative order, from which identities are made."""
    if region.synthetic is not None:
        return np.arange(len(region.counties))
    return np.array([margins.counties.index(county) for county in region.counties])


def synthetic_residents(region: Region) -> tuple[np.ndarray, np.ndarray]:
    """(counties,) residents and rural share of synthetic counties: equal parts of the region's own totals."""
    known = region.synthetic or {}
    count = len(region.counties)
    return np.full(count, known["residents"] / count), np.full(count, known["rural"] / known["residents"])
