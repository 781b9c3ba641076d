"""Native charts of the workbook: the ratio over the years, income by source, cost by measure."""

from typing import Any

from ..wording import SOURCES
from .cells import FIRST_ROW, Book, Grid
from .grids_money import TOTAL

COLOURS = ("#0072B2", "#E69F00", "#009E73", "#CC79A7")
SIZE = {"width": 620, "height": 300}
LARGEST = 15


def add_charts(book: Any, cells: Book) -> None:
    """Puts each chart below or beside the numbers that it shows."""
    for grid, chart in (
        (cells["ratio"], _ratio(book, cells["ratio"])),
        (cells["income"], _income(book, cells["income"])),
    ):
        chart.set_size(SIZE)
        book.get_worksheet_by_name(grid.title.zh).insert_chart(FIRST_ROW + len(grid.rows) + 4, 0, chart)
    grid = cells["costs"]
    if len(grid.rows) > 1:
        chart = _cost(book, grid)
        chart.set_size({"width": 620, "height": 460})
        book.get_worksheet_by_name(grid.title.zh).insert_chart(FIRST_ROW + len(grid.rows) + 4, 0, chart)


def _span(grid: Grid, column: str, first: str, last: str) -> list[Any]:
    """Sheet and corners of the cells of a column from one row to another."""
    at = grid.letter(column, "zh")
    rows = (FIRST_ROW + grid.order.index(first), FIRST_ROW + grid.order.index(last))
    return [grid.title.zh, rows[0], at, rows[1], at]


def _ratio(book: Any, grid: Grid) -> Any:
    chart = book.add_chart({"type": "line"})
    first, last = grid.order[0], grid.order[-1]
    lines = (
        ("median", "中位数 Median", {"color": COLOURS[0], "width": 2.5}),
        ("low", "90% 区间下限 Low", {"color": COLOURS[0], "width": 1, "dash_type": "dash"}),
        ("high", "90% 区间上限 High", {"color": COLOURS[0], "width": 1, "dash_type": "dash"}),
        ("baseline", "基准 Baseline", {"color": COLOURS[1], "width": 1.5}),
        ("needed", "容差线（假设） Tolerance line", {"color": "#1a1a1a", "width": 1.25, "dash_type": "round_dot"}),
    )
    for column, name, line in lines:
        if any(grid.known(row, column) for row in grid.order):
            chart.add_series({
                "name": name, "categories": _span(grid, "year", first, last),
                "values": _span(grid, column, first, last), "line": line,
            })  # fmt: skip
    chart.set_title({"name": "收入比（移民 ÷ 农村平均，测算） Income ratio (estimate)", "name_font": {"size": 12}})
    chart.set_y_axis({"num_format": "0.00", "name": "比值 ratio", "major_gridlines": {"visible": True}})
    chart.set_x_axis({"name": "年份 Year"})
    chart.set_legend({"position": "bottom"})
    return chart


def _income(book: Any, grid: Grid) -> Any:
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    years = [column.key for column in grid.columns if column.form == "yuan"]
    left, right = grid.letter(years[0], "zh"), grid.letter(years[-1], "zh")
    for name, colour in zip(SOURCES, COLOURS, strict=True):
        if name in grid.rows:
            row = FIRST_ROW + grid.order.index(name)
            chart.add_series({
                "name": [grid.title.zh, row, 0], "fill": {"color": colour},
                "categories": [grid.title.zh, FIRST_ROW - 1, left, FIRST_ROW - 1, right],
                "values": [grid.title.zh, row, left, row, right],
            })  # fmt: skip
    chart.set_title({"name": "人均可支配收入按来源（测算） Income by source (estimate)", "name_font": {"size": 12}})
    chart.set_y_axis({"num_format": "#,##0", "name": "元/人·年 yuan per person and year"})
    chart.set_legend({"position": "bottom"})
    return chart


def _cost(book: Any, grid: Grid) -> Any:
    chart = book.add_chart({"type": "bar"})
    names = [key for key in grid.order if key != TOTAL][:LARGEST]
    chart.add_series({
        "name": "新增支出 Additional cost", "fill": {"color": COLOURS[0]},
        "categories": _span(grid, "measure", names[0], names[-1]),
        "values": _span(grid, "yuan", names[0], names[-1]),
    })  # fmt: skip
    chart.set_title({"name": "按措施分的新增支出（测算） Additional cost by measure", "name_font": {"size": 12}})
    chart.set_y_axis({"reverse": True})
    chart.set_x_axis({"num_format": '#,##0,,"百万元"', "name": "元 yuan", "label_position": "low"})
    chart.set_legend({"none": True})
    return chart
