"""The run under way: how far, in the queue or not, stop; told to screen readers when it changes."""

import time

from nicegui import ui

from .parts import box, label, text
from .session import BROKEN, DONE, IDLE, RUNNING, STOPPED, WAITING, Session


def progress(session: Session) -> None:
    """The strip above the results: run, stop, bar and words."""
    say = session.say
    with box("section", "card run").props(f'aria-label="{say("测算", "Estimate")}"'):
        with box("div", "line spread"):
            with box("div", "line").style("width: auto"):
                start = ui.button(say("开始测算", "Estimate"), on_click=session.start)
                start.props("unelevated no-caps color=primary padding='8px 22px' id=start")
                stop = ui.button(say("停止", "Stop"), on_click=session.stop)
                stop.props("outline no-caps color=primary padding='8px 18px' id=stop")
                text("a", say("看结果 ↓", "To the result ↓"), "jump").props('href="#result"')
            words = text("div", "", "soft").props("role=status aria-live=polite id=status").style("font-size:14px")
        bar = ui.element("div").classes("progress").style("margin-top: 14px")
        label(bar, say("进度", "Progress")).props("role=progressbar aria-valuemin=0 aria-valuemax=100")
        with bar:
            fill = ui.element("i").style("width: 0")
        trouble = text("div", "", "warn").props("role=alert id=problem").style("margin-top: 14px")

    def show() -> None:
        start.set_enabled(not session.busy)
        stop.set_enabled(session.busy)
        words.set_text(said(session))
        share = 100.0 * session.step.done / max(session.step.aim, 1) if session.state != IDLE else 0.0
        fill.style(f"width: {100.0 if session.state == DONE else share:.1f}%")
        bar.props(f"aria-valuenow={share:.0f}")
        bar.set_visibility(session.state != IDLE)
        trouble.set_visibility(session.problem is not None)
        trouble.set_text(session.problem.message(session.language) if session.problem else "")

    session.watch("progress", show)
    show()


def said(session: Session) -> str:
    """One line on how far the run is."""
    say, step = session.say, session.step
    draws = session.shown.look.draws if session.shown else 0
    if session.state == WAITING:
        if session.before > 0:
            return say(f"排队中：前面还有 {session.before} 个测算", f"Waiting: {session.before} before you")
        return say("准备中……", "Getting ready …")
    if session.state == RUNNING:
        seconds = time.monotonic() - session.began
        return say(
            f"正在测算：已完成 {step.done} / {step.aim} 组参数，{seconds:.0f} 秒；结果随批次更新",
            f"Running: {step.done} of {step.aim} parameter draws, {seconds:.0f} s; results follow batch by batch",
        )
    if session.state == STOPPED:
        if session.first_after is None:
            return say("已停止，这次没有得出结果", "Stopped before a first result")
        return say(f"已停止；下面是停止前 {draws} 组参数的结果", f"Stopped; below is what {draws} draws gave")
    if session.state == BROKEN:
        return say("测算没有完成", "The estimate did not finish")
    if session.state == DONE:
        return say(f"完成：{step.aim} 组参数", f"Done: {step.aim} parameter draws")
    return say(
        "尚未测算。首批 4 组参数数秒可见，随后加密到 48 组。",
        "Nothing run yet. A first 4 draws take seconds; then up to 48.",
    )
