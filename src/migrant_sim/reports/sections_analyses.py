"""What analyses say, as blocks of the page: credits, mixes, flips, conditions of failure, back-tests, comparisons."""

from collections.abc import Callable, Iterable, Sequence

from .basis import unidentified
from .blocks import Block, heading, lines, note, table
from .captions import probability_interval
from .comparison import comparison_table
from .formats import plain, probability, true_minus, within
from .material import Material, Part
from .sensitivity_words import sample_line
from .table_analyses import credits_table, front_table, signpost_table, sweep_table
from .table_checks import CALIBRATION, TABLES
from .tables import Table
from .units import unit_after
from .wording import pick

MOST_FLIPS = 8
Named = tuple[str, Callable[[Part, str], Table]]


def sample_verdict(material: Material, language: str) -> list[Block]:
    """The verdict of a sensitivity's sample, on a page that has no run of its own."""
    if material.findings is not None:
        return []
    return [_sampled(part, language) for part in material.of("sensitivity")]


def _sampled(part: Part, language: str) -> Block:
    found = part.facts["verdict"]
    band = within(found["low"], found["high"], probability, language)
    chance = pick(
        language,
        f"达标概率 {probability(found['probability'])}（{band}）。",
        f"Probability {probability(found['probability'])} ({band}).",
    )
    said = [sample_line(part.facts, language), chance, unidentified(language)]
    covers = probability_interval(language) + pick(language, "。", ".")
    word = str(found["word_zh"] if language == "zh" else found["word"])
    return Block("verdict", {"word": word, "lines": said, "covers": covers})


def comparisons(material: Material, language: str) -> list[Block]:
    """Every further run beside the first."""
    first, *others = material.runs or (None,)
    if first is None:
        return []
    return [block for other in others for block in table(comparison_table(first, other, language))]


def sweeps(material: Material, language: str) -> list[Block]:
    """The points of every sweep."""
    return _each(material.of("sweep"), lambda part: _noted(sweep_table(part, language), language))


def credits(material: Material, language: str) -> list[Block]:
    """Credit of each measure, of every attribution."""
    return _each(material.of("attribute"), lambda part: _noted(credits_table(part, language), language))


def mixes(material: Material, language: str) -> list[Block]:
    """The answer of every optimisation in sentences, and its front."""
    blocks: list[Block] = []
    for part in material.of("optimise"):
        said = [true_minus(str(sentence[language])) for sentence in part.facts["sentences"]]
        blocks += [heading(pick(language, "最省的组合", "The cheapest mix")), *lines([*said, unidentified(language)])]
        blocks += table(front_table(part, language))
    return blocks


def flips(material: Material, language: str) -> list[Block]:
    """The inputs nearest to flipping the verdict, in words."""
    return _each(material.of("sensitivity"), lambda part: table(_flip_table(part, language)))


def _flip_table(part: Part, language: str) -> Table:
    found = part.tables["flips"].head(MOST_FLIPS)
    rows = [
        [
            str(row[f"label_{language}"]),
            plain(row["start"], 3, language) + unit_after(row["unit"], language),
            _units(str(row[f"said_{language}"]), str(row["unit"]), language),
            f"{row['distance']:.2f}" if row["distance"] == row["distance"] else "–",
        ]
        for row in found.to_dict("records")
    ]
    columns = pick(
        language,
        "输入|现值|何处翻转|距离（标准差）",
        "Input|Now|Where it flips|Distance (spreads)",
    ).split("|")
    return Table(
        caption=pick(language, "最易翻转结论的输入", "Inputs nearest to flipping the verdict"),
        columns=columns,
        rows=rows,
    )


def _units(said: str, unit: str, language: str) -> str:
    """A stored sentence with its unit in the words of the language."""
    named = said.replace(f" {unit} ", f"{unit_after(unit, language)} ") if language == "zh" else said
    return true_minus(named)


def boxes(material: Material, language: str) -> list[Block]:
    """Conditions of failure in sentences, and the signposts by year."""
    blocks: list[Block] = []
    for part in material.of("discover"):
        said = [str(row[f"sentence_{language}"]) for row in part.tables["boxes"].to_dict("records")]
        if not said:
            said = [
                pick(language, "没有条件能显著区分成败。", "No condition tells success from failure beyond chance.")
            ]
        title = heading(pick(language, "落空的条件与预警", "Conditions and signposts"))
        blocks += [title, *lines([*said, unidentified(language)])]
        blocks += table(signpost_table(part, language))
    return blocks


def validation(material: Material, language: str) -> list[Block]:
    """Back-tests, checks and twin trials."""
    return _each(material.of("validate"), lambda part: _listed(part, TABLES, language))


def calibration(material: Material, language: str) -> list[Block]:
    """What a calibration fitted and found."""
    return _each(material.of("calibrate"), lambda part: _listed(part, CALIBRATION, language))


def _listed(part: Part, makers: Sequence[Named], language: str) -> list[Block]:
    return [block for name, make in makers if name in part.tables for block in table(make(part, language))]


def _each(parts: Iterable[Part], make: Callable[[Part], list[Block]]) -> list[Block]:
    return [block for part in parts for block in make(part)]


def _noted(value: Table, language: str) -> list[Block]:
    """A table of effects, with what no data identify under it."""
    return [*table(value), *note(unidentified(language))] if value.rows else []
