"""Cost and people before any run: what the mix orders, from the scenario's own numbers, labelled as a plan."""

from nicegui import ui

from .parts import box, figures, mark, text
from .plan import Plan
from .session import Session

SHOWN = 8


def plans(session: Session) -> None:
    """The card with the plan; filled anew after each choice."""
    with box("section", "card"):
        with box("div", "line spread"):
            text("h2", session.say("这个组合要做什么、花多少", "What the mix orders")).style("margin: 0")
            mark(session, plan=True)
        holder = box("div").props("aria-live=polite id=plan").style("margin-top: 10px")

    opened = [False]  # the list by measure stays open or shut while the plan is made anew

    def fill() -> None:
        holder.clear()
        holder.style("opacity: 1")
        with holder:
            if session.refusal is not None:
                text("div", session.refusal.message(session.language), "warn").props("role=alert")
            elif session.plan is None:
                text("p", session.say("计算中……", "Working it out …"), "soft")
            else:
                _plan(session, session.plan, opened)

    session.watch("plan", fill)
    session.watch("choice", lambda: holder.style("opacity: 0.45"))
    fill()


def _plan(session: Session, plan: Plan, opened: list[bool]) -> None:
    from ..reports.formats import money, yuan
    from ..reports.wording import label

    say, language = session.say, session.language
    with box("div", "tiles").style("grid-template-columns: 1fr 1fr; border-radius: 8px"):
        _tile(say("新增岗位", "Places for work"), yuan(plan.places, language), say("个", "places"))
        _tile(say("培训（五年合计）", "Courses, all years"), yuan(plan.courses, language), say("人次", "places"))
        _tile(say("可事先算出的费用", "Cost told beforehand"), money(plan.yuan, language), "")
        _tile(say("平均每人", "A head"), yuan(plan.yuan / plan.persons, language), say("元", "yuan"))
    rows = [
        [
            label(order.instrument, language),
            "–" if order.people is None else yuan(order.people, language),
            say("运行后给出", "after a run") if order.yuan is None else money(order.yuan, language),
        ]
        for order in plan.orders
        if order.people is not None
    ]
    if rows:
        heads = say("措施|人（次）|费用", "Measure|People|Cost").split("|")
        whole = ui.expansion(say("分措施", "By measure"), value=opened[0]).classes("parts").style("width: 100%")
        whole.on_value_change(lambda event: opened.__setitem__(0, bool(event.value)))
        with whole:
            figures(say("按数量和单价相乘，全部月份合计", "Amounts times prices, all months"), heads, rows[:SHOWN])
    rest = len(plan.orders) - plan.priced
    text(
        "p",
        say(
            f"劳动力 {yuan(plan.labour, language)} 人；另有 {rest} 项措施的费用取决于使用情况，运行后给出。"
            "增量和单价多为假设。",
            f"Labour force {yuan(plan.labour, language)}; the bill of {rest} more measures depends on use and follows "
            "from a run. Increments and prices are mostly assumptions.",
        ),
        "soft",
    ).style("margin-top: 10px")


def _tile(what: str, number: str, unit: str) -> None:
    with box("div", "tile").style("padding: 10px 14px"):
        text("div", what, "what").style("min-height: 0")
        with box("div", "number").style("font-size: 18px"):
            text("span", number)
            text("small", unit)
