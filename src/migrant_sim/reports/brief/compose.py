"""Puts a brief together: the sheets first, then the parts in the order of an official report."""

from ..findings import Findings
from .cells import Book
from .content import Brief, say
from .grid_method import method_grid, source_grid
from .grid_summary import summary_grid
from .grids import difference_grid, income_grid, ratio_grid, target_grid
from .grids_money import cost_grid, detail_grid, fund_grid
from .part_advice import advice, annex, risks
from .part_causes import causes, measures
from .part_findings import main_findings
from .part_verdict import conclusion
from .told import Told

SHEETS = (
    summary_grid, income_grid, ratio_grid, target_grid, cost_grid, detail_grid, fund_grid, difference_grid,
    method_grid, source_grid,
)  # fmt: skip
PARTS = (conclusion, main_findings, causes, measures, risks, advice, annex)


def make_book(findings: Findings) -> Book:
    """Every sheet of the workbook, by key, in the order in which they stand."""
    grids = [make(findings) for make in SHEETS]
    return Book({grid.key: grid for grid in grids})


def compose(findings: Findings) -> Brief:
    """The brief of a result."""
    book = make_book(findings)
    told = Told(findings, book)
    region, scenario = told.fact("region", "words"), told.fact("scenario", "words")
    return Brief(
        book=book,
        title=say("{region}移民后续扶持收入目标测算简报", "{region}: can the income target be reached?", region=region),
        subtitle=say(
            "（方案：{scenario}；模型测算，供决策参考）",
            "Scenario: {scenario}. Estimate of a model, for the information of decision makers",
            scenario=scenario,
        ),
        mark=say(
            "测算结果，不是统计数据 · {folder}",
            "Model estimate, not a statistic · {folder}",
            folder=told.fact("folder", "words"),
        ),
        blocks=[block for part in PARTS for block in part(told)],
    )
