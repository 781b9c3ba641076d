"""The page in a real headless Chromium: every tab, switch, slider and download; nothing leaves this machine."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.browser
PATIENCE = 90_000  # milliseconds; machines of continuous integration are slow
SERVER = Path(__file__).with_name("page_server.py")


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("results")
    (folder / "optimise" / "<b>other").mkdir(parents=True)
    (folder / "optimise" / "<b>other" / "manifest.json").write_text('{"verb": "optimise"}', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def address(results: Path) -> Iterator[str]:
    pytest.importorskip("nicegui", reason="the extra 'dashboard' is not installed")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    # NiceGUI would take the server for a test of its own kind.
    own = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "NICEGUI_"))}
    server = subprocess.Popen([sys.executable, str(SERVER), str(port), str(results)], env=own)
    where = f"http://127.0.0.1:{port}/"
    for _ in range(600):
        try:
            urlopen(where, timeout=20).close()
            break
        except OSError:
            assert server.poll() is None, "the server ended"
            time.sleep(0.2)
    yield where
    server.send_signal(signal.SIGINT)
    try:
        server.wait(30)
    finally:
        server.kill()


class Visitor:
    """A page of its own, with what went wrong on it."""

    def __init__(self, browser: Any, address: str, width: int = 1280) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, accept_downloads=True)
        self.page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.wrong: list[str] = []
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("request", lambda asked: self._check(asked.url, address))
        self.page.goto(address)
        self.page.wait_for_selector("#plan .tiles")

    def _check(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            self.wrong.append(f"a request off loopback: {url}")

    def region(self, name: str) -> None:
        self.page.get_by_label("地区").first.click()
        self.page.get_by_role("option", name=name).click()

    def status(self, words: str) -> None:
        self.page.get_by_role("status").filter(has_text=words).wait_for()

    def estimate(self) -> None:
        self.page.locator("#start").click()
        self.status("完成：")


@pytest.fixture
def visitor(browser: Any, address: str) -> Iterator[Visitor]:
    one = Visitor(browser, address)
    yield one
    wrong = one.wrong
    one.context.close()
    assert wrong == []


def test_from_choice_to_downloads(visitor: Visitor, results: Path, tmp_path: Path) -> None:
    page = visitor.page
    visitor.region("闽宁镇")
    page.locator("#plan").get_by_text("1333").wait_for()  # places of Minning in the plan
    slider = page.get_by_role("slider", name="培训名额")
    slider.focus()
    for _ in range(15):  # in a quick row, while the page redraws what follows from each
        page.keyboard.press("ArrowRight")
    page.get_by_text("× 2.5").wait_for()
    assert slider.input_value() == "2.5"
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    began = time.monotonic()
    page.locator("#start").click()
    page.locator("#verdict").wait_for()
    print(f"first estimate after {time.monotonic() - began:.1f} s")
    visitor.status("完成：")
    assert page.locator("#verdict .word").inner_text() == "暂不下结论"  # six draws are too few for a word
    assert page.locator("#tiles .range").first.inner_text().endswith("6 组")
    assert page.locator("#tiles .tile").count() == 6
    image = page.locator("#charts img").first
    assert "收入比" in image.get_attribute("alt")
    assert image.evaluate("one => one.complete && one.naturalWidth > 0")
    with page.expect_download() as file:
        page.locator("#yaml").click()
    text = Path(file.value.path()).read_text(encoding="utf-8")
    assert "override /programme" in text and "vocational_training" in text
    with page.expect_download() as table:
        page.locator("#charts figcaption a").first.click()
    assert table.value.suggested_filename == "ratio.csv"
    page.locator("#save").click()
    page.get_by_text("已保存").first.wait_for()
    assert [path.name for path in (results / "run").iterdir() if path.name.startswith("minning-custom")]
    # Pages and tables come one after the other; which is first is the browser's affair.
    with page.expect_download(lambda one: one.suggested_filename.endswith((".html", ".docx"))):
        page.locator("#papers").click()


def test_compare_four_and_the_other_language(visitor: Visitor) -> None:
    page = visitor.page
    visitor.region("闽宁镇")
    visitor.estimate()
    for number in range(1, 6):
        page.locator("#keep").click()
        page.get_by_text(f"已放入比较：组合 {number}" if number < 5 else "最多比较").first.wait_for()
    page.get_by_role("tab", name="比较").click()
    page.locator("#comparison thead th").nth(4).wait_for()
    page.get_by_role("img", name="组合 4").wait_for()
    page.get_by_text("English").click()
    page.get_by_role("heading", name="Mixes side by side").wait_for()
    page.locator("#comparison").get_by_role("button", name="Remove").first.click()
    page.wait_for_function("document.querySelectorAll('#comparison thead th').length == 4")
    for tab in ("Result folders", "How to read", "Result"):
        page.get_by_role("tab", name=tab, exact=True).click()
    page.get_by_text("no verdict yet").first.wait_for()
    page.locator("#charts img[alt*='Median']").first.wait_for()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_why_this_number_names_source_and_grade(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("button", name="这个数从哪里来：培训名额").click()
    dialog = page.locator(".q-dialog .card")
    dialog.get_by_text("等级").wait_for()
    assert "assumption" in dialog.inner_text() or "假设" in dialog.inner_text()
    page.keyboard.press("Escape")
    dialog.wait_for(state="hidden")


def test_clauses_caps_and_a_refused_value(visitor: Visitor) -> None:
    page = visitor.page
    visitor.region("闽宁镇")
    page.locator("#plan").get_by_text("1333").wait_for()
    page.get_by_text("宁夏：").last.click()
    page.get_by_role("checkbox", name="NX-02").click()
    page.locator("#plan").get_by_text("1333").wait_for(state="detached")
    field = page.get_by_label("就业补助资金和失业保险基金").first
    field.fill("100")
    field.press("Tab")
    page.wait_for_function("document.querySelector('#plan').style.opacity == '1'")
    assert visitor.wrong == []


def test_a_stop_stops_and_the_page_goes_on(visitor: Visitor) -> None:
    page = visitor.page
    visitor.region("闽宁镇")
    page.locator("#start").click()
    visitor.status("正在测算")
    page.locator("#stop").click()
    visitor.status("已停止")
    visitor.estimate()


def test_a_run_that_breaks_is_said_as_text_and_the_next_one_works(visitor: Visitor) -> None:
    page = visitor.page
    visitor.region("广西")
    page.locator("#plan").get_by_text("boom on cue <script>").wait_for()
    page.locator("#start").click()
    page.locator("#problem").get_by_text("boom on cue").wait_for()
    assert page.title() != "hit"
    visitor.region("闽宁镇")
    visitor.estimate()


def test_two_visitors_do_not_disturb_each_other(browser: Any, address: str) -> None:
    one, other = Visitor(browser, address), Visitor(browser, address)
    one.region("闽宁镇")
    one.page.locator("#start").click()
    other.region("红寺堡")
    other.page.locator("#start").click()
    for visitor in (one, other):
        visitor.status("完成：")
    assert "minning" in one.page.locator("#downloads").inner_text()
    assert "hongsibu" in other.page.locator("#downloads").inner_text()
    assert one.wrong == other.wrong == []
    for visitor in (one, other):
        visitor.context.close()


def test_folders_open_inside_and_are_refused_outside(visitor: Visitor) -> None:
    page = visitor.page
    page.get_by_role("tab", name="结果文件夹").click()
    page.get_by_text("<b>other").wait_for()
    page.locator("#folders input").fill("../..")
    page.locator("#open").click()
    page.locator("#refused").get_by_text("不在结果总文件夹内").wait_for()
    page.get_by_role("button", name="打开 run/minning-custom").first.click()
    page.locator("#verdict").wait_for()
    page.locator("#outdated").get_by_text("打开的结果文件夹 minning-custom").wait_for()
    assert not page.locator("#yaml").is_visible()


def test_a_phone_shows_all_without_scrolling_sideways(browser: Any, address: str) -> None:
    phone = Visitor(browser, address, width=390)
    phone.region("闽宁镇")
    phone.estimate()
    assert phone.page.evaluate("document.documentElement.scrollWidth") <= 390
    phone.context.close()
    assert phone.wrong == []


def test_first_paint(browser: Any, address: str) -> None:
    page = browser.new_page()
    began = time.monotonic()
    page.goto(address)
    page.get_by_role("heading", level=1).wait_for()
    print(f"first paint after {time.monotonic() - began:.1f} s")
    page.close()


def test_another_sites_page_is_refused(address: str) -> None:
    port = int(address.rstrip("/").rpartition(":")[2])
    with socket.create_connection(("127.0.0.1", port)) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")
        assert b" 403 " in line.recv(200)
