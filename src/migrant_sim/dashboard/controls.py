"""The left side: region, programmes, strength, levers, budget, clauses; each change plans the mix anew."""

from collections.abc import Callable

from nicegui import ui
from nicegui.events import GenericEventArguments

from .mix import INFORMATION, INTENSITIES, TEN_THOUSAND, Mix
from .offers import Clause, Lever
from .parts import box, label, sourced, text, why
from .plans import plans
from .session import Session

STRENGTHS = {"low": ("低", "low"), "observed": ("中（观测）", "observed"), "high": ("高", "high")}
KNOWN = {
    "ex_post": ("事后（至2023年）", "ex post (to 2023)"),
    "ex_ante": ("事前（至2021年4月）", "ex ante (to April 2021)"),
}
CAPPED = ("employment_funds", "special_funds", "bridging_funds", "fujian_ningxia_funds")
_NUMBER = "(event) => emit(Number(event.target.value))"
GROUPS = {
    "places": ("名额与岗位（文件数量的倍数）", "Places (multiples of the texts)"),
    "pay": ("工资与补助", "Pay and grants"),
}


def controls(session: Session) -> None:
    """All controls, in the order in which people decide."""
    parts = _place, plans, _levers, _budget, _clauses
    for part in parts:
        part(session)


def _place(session: Session) -> None:
    say, offer, mix = session.say, session.house.offer, session.mix

    async def region(name: str) -> None:
        session.mix = Mix.of(offer.places[name])
        session.tell("mix")
        await session.choose(session.mix)

    async def change(**changes: object) -> None:
        await session.choose(session.mix.with_(**changes))

    async def programmes(names: list[str]) -> None:
        session.mix = session.mix.with_(programmes=tuple(name for name in offer.programmes if name in names))
        session.tell("programmes")
        await session.choose(session.mix)

    made = {}
    with box("section", "card"):
        text("h2", say("地区与方案", "Region and programme"))
        names = {name: say(place.zh, place.en) for name, place in offer.places.items()}
        made["region"] = _select(names, mix.region, say("地区", "Region"), region)
        texts = {name: say(*both) for name, both in offer.programmes.items()}
        several = say("政策方案（可多选）", "Programmes (several)")
        made["programmes"] = _select(texts, list(mix.programmes), several, programmes, many=True)
        with box("div", "line").style("flex-wrap: nowrap"):
            for field, name, words in (
                ("intensity", say("力度", "Intensity"), {key: say(*STRENGTHS[key]) for key in INTENSITIES}),
                ("information", say("信息集", "Information"), {key: say(*KNOWN[key]) for key in INFORMATION}),
            ):
                made[field] = _select(
                    words, getattr(mix, field), name, lambda value, field=field: change(**{field: value})
                ).style("flex: 1 1 0" if field == "intensity" else "flex: 1.5 1 0")
        size = _select(
            _samples(session), mix.scale, say("模拟样本", "Sample"), lambda value: change(scale=float(value))
        )
    session.watch("mix", lambda: _renew(session, made, size))


def _renew(session: Session, made: dict[str, ui.select], size: ui.select) -> None:
    """Show the mix as it is now in the lists."""
    size.set_options(_samples(session), value=session.mix.scale)
    for field, element in made.items():
        value = getattr(session.mix, field)
        element.set_value(list(value) if isinstance(value, tuple) else value)


def _samples(session: Session) -> dict[float, str]:
    place = session.house.offer.places[session.mix.region]
    return {
        scale: session.say(
            f"约 {place.persons * scale:.0f} 人（{scale:.2%}）",
            f"about {place.persons * scale:,.0f} people ({scale:.2%})",
        )
        for scale in place.scales()
    }


def _select(options: dict, value: object, name: str, act: Callable, many: bool = False) -> ui.select:
    """A list with its label; the act is called only when a person changed it."""
    made = ui.select(options, value=value, label=name, multiple=many).props(
        "outlined dense options-dense hide-bottom-space"
    )
    made.props("use-chips" if many else "").style("width: 100%; min-width: 0; margin-bottom: 10px")
    label(made, name)
    made.on("update:model-value", lambda: act(made.value))
    return made


def _levers(session: Session) -> None:
    say, offer = session.say, session.house.offer
    with box("section", "card"):
        text("h2", say("规模与待遇", "Places and pay"))
        holder = box("div")

    def fill() -> None:
        holder.clear()
        there = offer.instruments(session.mix.programmes)
        with holder:
            for group, names in GROUPS.items():
                levers = [one for one in offer.levers.values() if one.group == group and one.instrument in there]
                if levers:
                    text("h3", say(*names))
                for lever in levers:
                    _lever(session, lever)
            if not there:
                text("p", say("所选方案没有措施。", "The chosen programmes order nothing."), "soft")

    for topic in ("mix", "programmes"):
        session.watch(topic, fill)
    fill()


def _lever(session: Session, lever: Lever) -> None:
    """A slider with its value and the source of its figure."""
    name, start = session.say(lever.zh, lever.en), session.mix.value("levers", lever.key, lever.default)
    with box("div", "lever"):
        with box("div", "line"):
            text("span", name, "name")
            shown = text("span", lever_value(session, lever, start), "value")
            why(session, name, sourced(session, lever.row))
        slider = ui.element("input").classes("range")
        slider.props.update(type="range", min=lever.low, max=lever.high, step=lever.step)
        # "^": the value to begin with; a bound one would throw the handle back with whatever else is drawn meanwhile.
        slider.props["^value"] = start
        label(slider, f"{name} ({session.say(lever.unit_zh, lever.unit_en)})")

    def moving(event: GenericEventArguments) -> None:
        shown.set_text(lever_value(session, lever, float(event.args)))

    async def moved(event: GenericEventArguments) -> None:
        value = min(max(round(float(event.args), 6), lever.low), lever.high)
        unmoved = abs(value - lever.default) < lever.step / 2
        await session.choose(session.mix.set("levers", lever.key, None if unmoved else value))

    slider.on("input", moving, js_handler=_NUMBER, throttle=0.1)
    slider.on("change", moved, js_handler=_NUMBER)


def lever_value(session: Session, lever: Lever, value: float) -> str:
    """What a lever stands at, with its unit."""
    from ..reports.formats import yuan

    if lever.scales:
        return f"× {value:.1f}"
    unit = session.say(lever.unit_zh, lever.unit_en)
    return f"{value:.2f}" if lever.unit_en == "ratio" else f"{yuan(value, session.language)} {unit}"


def _budget(session: Session) -> None:
    say = session.say
    with box("section", "card"):
        text("h2", say("预算上限", "Budget caps"))
        text(
            "p",
            say(
                "每年最多支出，万元，按实际人口；留空为不限。文件没有给出金额。",
                "Most that a fund spends a year, in 10 000 yuan; empty: no limit. The texts give no amounts.",
            ),
            "soft",
        )
        holder = box("div")

    def fill() -> None:
        holder.clear()
        with holder:
            for key in CAPPED:
                _fund(session, key)

    session.watch("mix", fill)  # another region begins without caps
    fill()


def _fund(session: Session, key: str) -> None:
    """The field of a cap; a cap of nothing is a zero, no cap an empty field."""
    name, cap = session.say(*session.house.offer.funds[key]), dict(session.mix.caps).get(key)
    unit = session.say("万元/年", "10⁴ yuan/yr")
    field = ui.number(label=name, value=None if cap is None else cap / TEN_THOUSAND, min=0, step=100, suffix=unit)
    label(field.props("outlined dense hide-bottom-space clearable").style("width:100%; margin-top:10px"), name)
    field.on("change", lambda: _cap(session, key, field.value))
    field.on("clear", lambda: _cap(session, key, None))


async def _cap(session: Session, key: str, value: float | None) -> None:
    yuan = None if value is None else max(float(value), 0.0) * TEN_THOUSAND
    await session.choose(session.mix.set("caps", key, yuan))


def _clauses(session: Session) -> None:
    say = session.say
    with box("section", "card"):
        text("h2", say("条款", "Clauses"))
        text(
            "p",
            say(
                "关闭一条，或按倍数放大、缩小；“?”给出原文条目与处理方式。",
                "Switch a clause off, or scale it; “?” tells its section and how it is treated.",
            ),
            "soft",
        )
        holder = box("div")

    def fill() -> None:
        holder.clear()
        with holder:
            for programme in session.mix.programmes:
                names = session.house.offer.programmes[programme]
                clauses = [one for one in session.house.offer.of((programme,)) if one.instruments]
                with ui.expansion(f"{say(*names)} ({len(clauses)})", value=False).style("width:100%"):
                    for clause in clauses:
                        _clause(session, clause)

    for topic in ("mix", "programmes"):
        session.watch(topic, fill)
    fill()


def _clause(session: Session, clause: Clause) -> None:
    say, multiple = session.say, session.mix.value("clauses", clause.id, 1.0)
    title = f"{clause.id} {say(clause.zh, clause.en)}"
    with box("div", "clause"):
        switch = ui.checkbox(unbroken(title), value=multiple > 0).props("dense")
        label(switch, title)
        field = ui.number(value=multiple or 1.0, min=0.1, max=10, step=0.1, format="%.1f", prefix="×")
        label(field.props("outlined dense hide-bottom-space"), say(f"{clause.id} 的倍数", f"multiple of {clause.id}"))
        why(session, title, _told(session, clause))

    async def changed() -> None:
        value = min(max(float(field.value or 1.0), 0.1), 10.0) if switch.value else 0.0
        field.set_enabled(bool(switch.value))
        await session.choose(session.mix.set("clauses", clause.id, None if value == 1.0 else value))

    field.set_enabled(multiple > 0)
    switch.on("update:model-value", changed)
    field.on("change", changed)


def unbroken(title: str) -> str:
    """A clause's title whose id stays in one line: a word joiner forbids the break after its hyphen."""
    return title.replace("-", "-\u2060", 1)


def _told(session: Session, clause: Clause) -> dict[str, str]:
    from ..reports.wording import label as called

    say, language = session.say, session.language
    instruments = say("、", ", ").join(called(name, language) for name in clause.instruments)
    return {
        say("原文条目", "Section"): clause.section,
        say("措施", "Instruments"): instruments,
        say("处理", "Treatment"): say(clause.reason_zh, clause.reason_en),
        say("等级", "Grade"): say(
            "政策原文；各措施的增量为假设，见滑块旁的“?”",
            "Text of the policy; increments are assumptions: see “?” at the sliders",
        ),
    }
