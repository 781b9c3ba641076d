"""The report of result folders: one offline page in two languages, and its charts as files."""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .material import Screen


def write_report(folder: Path, *others: Path, screen: "Screen | None" = None) -> list[Path]:
    """Read result folders and write `report.html` and `figures/*.{svg,png,csv}` into the first.

    Its manifest lists them. The others are analyses of the same region, or further runs to compare with. `screen`
    leaves out of each run what may not be shown, such as groups of few people of a county's own ledger. Returns the
    written paths. Raises DataError, before anything is written, for a folder that cannot be read or reported, and for
    different regions.
    """
    from .helper import helper_for

    with helper_for(folder) as helper:
        from .page import write_files  # matplotlib and pandas load here, not with the package

        return write_files([folder, *others], screen, helper)


def write_chart(folder: Path, name: str) -> list[Path]:
    """Draw one chart of an analysis (such as `bridge` or `front`) from its folder's tables; returns the paths."""
    from .plates import draw_picture

    return draw_picture(folder, name)


def write_sensitivity(folder: Path) -> list[Path]:
    """Draw the charts of a sensitivity folder from its tables into `figures`; returns the written paths."""
    from .plates import draw_picture
    from .sensitivity import PICTURES

    return [
        path
        for picture in PICTURES
        if (folder / picture.table).is_file()
        for path in draw_picture(folder, picture.name)
    ]
