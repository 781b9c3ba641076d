"""Studies from words, from Python and from a result folder; a mistake is found before a folder is made."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from .request import Request
from .settings import Settings
from .startup import uncollected

if TYPE_CHECKING:
    from ..experiments.study import Study
    from ..result import Result
    from ..scenario import Scenario

SCHEMA = "1"


def run(
    scenario: "Scenario",
    baseline: "Scenario | None" = None,
    *,
    draws: int = 64,
    replications: int = 2,
    workers: int = 1,
    folder: Path | str | None = None,
) -> "Result":
    """Run a scenario beside its baseline, paired, as the verb `run` does, and return the result; no report is written.

    Without a baseline it is the same scenario without measures. The folder is `results/run/<default name>` unless
    given; what it holds already is not run again. Raises ConfigurationError when it holds another study.
    """
    from ..experiments.runner import run_study
    from ..experiments.study import default_name

    arms = scenario, baseline or scenario.with_(name="continuation", measures=())
    place = Path(folder) if folder else Path("results", "run", default_name(*arms, scenario.groups))
    return run_study(_study(arms, draws, replications, workers=workers, folder=place, name=place.resolve().name))


def study_of(request: Request) -> "Study":
    """The study behind a request; nothing is written.

    Raises ConfigurationError for whatever is wrong with keys, names and values.
    """
    with uncollected():
        from ..configuration import compose

        composed = compose(request.words, request.config_dir)
        settings = Settings.read(composed.settings)
        from ..scenario import Scenario

        scenario, baseline = Scenario.from_config(composed.scenario), Scenario.from_config(composed.baseline)
    from ..experiments.study import default_name

    name = settings.name or default_name(scenario, baseline, scenario.groups)
    return _study(
        (scenario, baseline),
        settings.draws,
        settings.replications,
        workers=settings.workers,
        folder=settings.results / "run" / name,
        name=name,
        command=("migrant-sim", request.verb, *request.words),
        language=request.language,
        place=settings.executor,
    )


def read_study(folder: Path) -> "Study":
    """The study that made a result folder, from its config.yaml.

    Raises ConfigurationError when today's package no longer knows what the file names, OSError when there is none.
    """
    from omegaconf import OmegaConf

    from ..scenario import Scenario

    plain: Any = OmegaConf.to_container(OmegaConf.load(folder / "config.yaml"))
    scenario, baseline = (Scenario.from_config(plain[arm]) for arm in ("scenario", "baseline"))
    name = folder.resolve().name
    return _study((scenario, baseline), plain["draws"], plain["replications"], folder=folder, name=name)


def _study(arms: "tuple[Scenario, Scenario]", draws: int, replications: int, **rest: Any) -> "Study":
    from ..experiments.study import Study

    scenario, baseline = arms
    return Study(
        scenario=scenario,
        baseline=baseline,
        draws=draws,
        replications=replications,
        groups=scenario.groups,
        config_yaml=_written(arms, draws, replications),
        **rest,
    )


def _written(arms: "tuple[Scenario, Scenario]", draws: int, replications: int) -> str:
    """The resolved configuration as yaml, every parameter with its value; `read_study` reads it back."""
    scenario, baseline = (arm.to_config() for arm in arms)
    runs = {"schema": SCHEMA, "draws": draws, "replications": replications}
    return as_yaml({**runs, "scenario": scenario, "baseline": baseline})


def as_yaml(plain: "dict[str, Any]") -> str:
    """Plain values as OmegaConf writes them, in a tenth of its time: text that reads as a number stands in quotes."""
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        """Repeats what occurs twice instead of naming it."""

        def ignore_aliases(self, data: object) -> bool:
            return True

    def text(dumper: Any, value: str) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="'" if _reads_as_number(value) else None)

    Dumper.add_representer(str, text)
    return str(yaml.dump(plain, Dumper=Dumper, default_flow_style=False, allow_unicode=True, sort_keys=False))


def _reads_as_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
