"""Charts as the brief prints them: the report's own drawing, narrower, its title and notes left to the document."""

from ..canvas import MARGIN, Words, arrange, drawing, png_bytes, sheet
from ..charts import CHARTS
from ..findings import Findings
from ..wording import LANGUAGES
from .cells import Text
from .content import Figure

WIDTH = 4.9  # inches as drawn; two stand side by side in the text, at two thirds of that


def picture(findings: Findings, name: str, title: Text) -> Figure | None:
    """One chart of the report in both languages; None where the result does not support it."""
    chart = next((chart for chart in CHARTS if chart.name == name), None)
    table = None if chart is None else chart.numbers(findings)
    if chart is None or table is None or table.empty:
        return None
    pictures, alt = {}, []
    for language in LANGUAGES:
        said = chart.words(findings, table, language)
        words = Words(title="", subtitle="", note="", alt=said.alt)
        with drawing():
            body = chart.height(table)
            figure, whole = sheet(words, body), body + 2 * MARGIN
            figure.set_size_inches(WIDTH, whole)
            figure.subplots_adjust(bottom=MARGIN / whole, top=1 - MARGIN / whole)
            chart.draw(figure, table, language)
            arrange(figure)
            arrange(figure)  # labels placed in years move with the axes, so the room they need is known the second time
            pictures[language] = png_bytes(figure, words)
        alt.append(said.alt)
    return Figure(pictures=pictures, title=title, alt=Text(*alt))
