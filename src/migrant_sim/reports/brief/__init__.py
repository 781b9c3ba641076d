"""The brief of a result folder: two documents that an office may sign, and a workbook that holds their numbers."""

from pathlib import Path

from ..findings import Findings


def write_brief(folder: Path, findings: Findings) -> list[Path]:
    """Write `tables.xlsx`, `brief_zh.docx` and `brief_en.docx` into a result folder; returns their paths.

    Charts come from `figures/` and are left out where they were not drawn. The bytes depend on the result alone.
    Raises DataError when the folder cannot be written.
    """
    from .compose import compose  # the office formats load here, not with the package
    from .word import write_document
    from .workbook import write_workbook

    brief = compose(findings)
    written = [write_workbook(folder / "tables.xlsx", brief)]
    return [
        *written,
        *(write_document(folder / f"brief_{language}.docx", brief, language) for language in ("zh", "en")),
    ]
