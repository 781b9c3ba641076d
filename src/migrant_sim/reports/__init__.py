"""The report of a result folder: one offline page in two languages, and its charts as files."""

from pathlib import Path


def write_report(folder: Path) -> list[Path]:
    """Read a result folder and write `report.html` and `figures/*.{svg,png,csv}` into it; the manifest lists them.

    Returns the written paths. Raises DataError for a folder that cannot be read or written.
    """
    from .page import write_files  # matplotlib and pandas load here, not with the package

    return write_files(folder)


def write_chart(folder: Path, name: str) -> list[Path]:
    """Draw one chart of an analysis (`bridge`, `front`, `box`) from its folder's tables; returns the written paths."""
    from .plates import draw_picture

    return draw_picture(folder, name)


def write_sensitivity(folder: Path) -> list[Path]:
    """Draw the charts of a sensitivity folder from its tables into `figures`; returns the written paths."""
    from .sensitivity import draw_figures

    return draw_figures(folder)
