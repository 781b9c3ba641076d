"""`optimise`: what cost, chance and inequality trade against each other, and the cheapest mix that reaches a target."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from .attribute import player_label
from .language import choose
from .mixes import CAUTION, performed, study_with, with_plan
from .request import Request

if TYPE_CHECKING:
    from ..experiments.mixes.desk import Desk

DEFAULTS = ("draws=16", "replications=1")  # each mix is run on all of them
TABLE = "runs.parquet"


def optimise_verb(request: Request) -> int:
    """Search for mixes within budget and capacity, and write the folder optimise/<name>."""
    from ..experiments.attribution.plan import check_draws
    from ..experiments.mixes.players import Pair
    from ..experiments.optimisation.answer import levers_of, target_to_reach
    from ..experiments.optimisation.plan import LEAST_DRAWS, Plan

    study, settings = study_with(request, DEFAULTS)
    plan = Plan.read(settings["optimise"])
    check_draws(study.draws, least=LEAST_DRAWS)
    target_to_reach(study.scenario)
    levers_of(Pair(study.scenario, study.baseline), plan)
    section = {"optimise": asdict(plan)}
    study = with_plan(study, section, settings["name"] is not None)
    if request.cfg:
        print(study.config_yaml, end="")
        return 0
    answer, code = performed(study, TABLE, section, lambda desk: _worked(desk, plan), request.language)
    if request.json:
        print(json.dumps(answer, ensure_ascii=False, indent=2))
    else:
        lines = [said[request.language] for said in answer["sentences"]]
        print("\n".join([*lines, choose(request.language, *CAUTION), str(study.folder)]))
    return code


def _worked(desk: "Desk", plan: Any) -> tuple[dict[str, Any], list[str]]:
    """Search, write tables, answer and chart; the answer, and the files."""
    from ..experiments.optimisation.answer import front_table, optimise, sentences, trial_table
    from ..experiments.store import write_frame
    from ..reports import write_chart
    from ..reports.formats import money
    from ..reports.wording import label
    from ..result import write_json, write_text

    search, answer = optimise(desk, plan)
    folder = desk.study.folder
    said = sentences(answer, lambda name, language: player_label(name, language, label), money)
    answer["sentences"] = [{"zh": zh, "en": en} for zh, en in said]
    answer["caution"] = dict(zip(("zh", "en"), CAUTION, strict=True))
    write_frame(folder / "trials.parquet", trial_table(search))
    write_text(folder / "front.csv", front_table(search).to_csv(index=False, lineterminator="\n"))
    write_json(folder / "answer.json", answer)
    drawn = write_chart(folder, "front")
    return answer, ["trials.parquet", "front.csv", "answer.json", *(p.relative_to(folder).as_posix() for p in drawn)]
