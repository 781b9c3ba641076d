"""`make pictures`: the pictures of docs/policy-staff.zh.md, from one small example that anybody can run again."""

from io import BytesIO
from pathlib import Path

from ..errors import DataError
from ..paths import REPOSITORY
from ..reports.charts import CHARTS
from ..reports.plates import pictures

HOME = REPOSITORY / "docs" / "pictures"
EXAMPLE = REPOSITORY / "results" / "pictures"
COLOURS = 64  # of a picture; the charts have few, and the files become a quarter as large

_PLACE = (
    "region=minning population.scale=0.1 replications=1 workers=1 language=zh name=example results=results/pictures"
)
# A margin above the town's own target, so that the example holds enough failures to look for conditions.
_MARGIN = "discover.threshold=1.1"
VERBS = ("run", "attribute", "optimise", "sensitivity", "validate", "discover")
COMMANDS = (
    f"run {_PLACE} draws=32",
    f"attribute {_PLACE} draws=8 attribute.strongest=4",
    f"optimise {_PLACE} draws=8 optimise.strongest=3 optimise.trials=8 optimise.batch=8 optimise.rounds=1 "
    "optimise.check_draws=8 optimise.aim=ratio",
    f"sensitivity {_PLACE} draws=64 sensitivity.trajectories=4 sensitivity.keep=10 sensitivity.check_draws=20 "
    "sensitivity.chance_draws=2 sensitivity.chance_replications=4 sensitivity.ranking=true "
    "sensitivity.ranking_draws=4 sensitivity.instruments=[labour_export,workshops,welfare_posts]",
    f"validate {_PLACE} draws=24 validate.parts=[backtests] validate.least_people=1000",
    f"discover results=results/pictures/run/example {_MARGIN} name=example language=zh",
    f"report results=[{','.join(f'results/pictures/{verb}/example' for verb in VERBS)}] language=zh",
)


def examples() -> str:
    """The words of the example's commands, a line each, in the order in which they run."""
    return "\n".join(COMMANDS)


def chart_names() -> tuple[str, ...]:
    """Every chart that a report can show, by the name of its files."""
    return (*(chart.name for chart in CHARTS), *pictures())


def example_pictures(example: Path = EXAMPLE) -> dict[Path, bytes]:
    """The Chinese picture of every chart from the example's report, as the bytes of its file in docs/pictures.

    Raises DataError for a chart that the example does not show.
    """
    made = {}
    for name in chart_names():
        found = sorted((example / "run" / "example" / "figures").rglob(f"{name}_zh.png"))
        if not found:
            raise DataError(
                f"The example shows no chart {name!r}; run `make pictures` anew.",
                f"示例中没有图 {name}；请重新运行 make pictures。",
            )
        made[HOME / f"{name}.png"] = _small(found[0])
    return made


def _small(path: Path) -> bytes:
    """The picture with a palette, and with its title as the only text inside."""
    from PIL import Image, PngImagePlugin

    with Image.open(path) as picture:
        title = str(picture.info.get("Title", ""))
        few = picture.convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    about, stream = PngImagePlugin.PngInfo(), BytesIO()
    about.add_itxt("Title", title)
    few.save(stream, "PNG", optimize=True, pnginfo=about)
    return stream.getvalue()
