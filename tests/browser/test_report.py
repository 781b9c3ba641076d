"""The report in a real browser: switch, anchors, keyboard, phone, print."""

from pathlib import Path

import pytest

from migrant_sim.reports.charts import CHARTS, draw_charts
from migrant_sim.reports.gallery import Shown
from migrant_sim.reports.material import Material
from migrant_sim.reports.page import page as page_of

pytestmark = pytest.mark.browser
SHOWN = "document.querySelector('.face.{} h1').offsetParent !== null"
WIDER = "[...document.querySelectorAll('body *')].filter(e => !e.closest('.scroll') && !e.closest('.skip')\
 && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.tagName + '.' + e.className)"


@pytest.fixture(scope="module")
def address(fabricated: Path) -> str:
    """A fabricated result's page with two charts really drawn: each costs a second, and the others differ in shape."""
    material = Material.load([fabricated])
    list(draw_charts(material.runs[0], fabricated / "figures", CHARTS[:2]))
    words = {"zh": "走势", "en": "Path"}
    shown = []
    for chart in CHARTS[:2]:
        files = {language: fabricated / "figures" / f"{chart.name}_{language}.svg" for language in words}
        svg = {language: path.read_text("utf-8") for language, path in files.items()}
        name = f"figures/{chart.name}.csv"
        shown.append(Shown(name=chart.name, part=material.parts[0], heading=words, alt=words, svg=svg, file=name))
    target = fabricated / "report.html"
    target.write_text(page_of(material, shown), "utf-8")
    return target.as_uri()


def shown(page) -> list[str]:
    return [language for language in ("zh", "en") if page.evaluate(SHOWN.format(language))]


def test_the_switch_changes_the_language_without_a_reload(opened, address):
    page = opened(address)
    assert shown(page) == ["zh"] and "收入目标" in page.title()
    page.evaluate("window.kept = 1")
    page.click("label[for=show-en]")
    assert shown(page) == ["en"] and page.evaluate("window.kept") == 1
    assert page.evaluate("document.documentElement.lang") == "en" and "income target" in page.title()
    page.click("label[for=show-zh]")
    assert shown(page) == ["zh"]


def test_the_switch_works_without_scripts(opened, address):
    page = opened(address, scripts=False)
    page.click("label[for=show-en]")
    assert page.locator(".face.en h1").is_visible() and not page.locator(".face.zh h1").is_visible()


def test_the_switch_and_the_skip_link_work_from_the_keyboard(opened, address):
    page = opened(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "show-zh"
    outline = "getComputedStyle(document.querySelector('label[for=show-zh]')).outlineStyle"
    assert page.evaluate(outline) == "solid"
    page.keyboard.press("ArrowRight")
    assert shown(page) == ["en"]
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip en"
    assert page.locator(".skip.en").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") == "#en-main" and shown(page) == ["en"]


def test_every_entry_of_the_contents_leads_to_its_chapter(opened, address):
    page = opened(address)
    for language in ("zh", "en"):
        page.click(f"label[for=show-{language}]")
        links = page.locator(f".face.{language} nav a")
        assert links.count() >= 5
        for number in range(links.count()):
            links.nth(number).click()
            name = page.evaluate("location.hash.slice(1)")
            assert page.locator(f"id={name}").is_visible()
            assert -1 <= page.locator(f"id={name}").bounding_box()["y"] < 900
            page.evaluate("window.scrollTo(0, 0)")


def test_an_address_can_ask_for_a_language_and_a_chapter(opened, address):
    page = opened(address + "#en-cost")
    assert shown(page) == ["en"] and page.locator("#en-cost").is_visible()


@pytest.mark.parametrize("width", [360, 768, 1100])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_no_window_scrolls_sideways(opened, address, width, language):
    page = opened(f"{address}#{language}", width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate(WIDER) == []


def test_wide_tables_scroll_inside_themselves_and_can_be_reached_by_keyboard(opened, address):
    page = opened(address, 360)
    wide = page.evaluate(
        "[...document.querySelectorAll('.face.zh .scroll')].filter(e => e.scrollWidth > e.clientWidth)\
        .map(e => e.tabIndex)"
    )
    assert wide and set(wide) == {0}


@pytest.mark.parametrize("language", ["zh", "en"])
def test_print_shows_the_chosen_language_alone_without_links_and_switch(opened, address, language, tmp_path):
    page = opened(f"{address}#{language}", 794)
    page.emulate_media(media="print")
    assert shown(page) == [language]
    for name in (".switch", ".skip", ".contents", ".files"):
        assert not page.locator(name).first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 794
    size = len(page.pdf(path=str(tmp_path / "a4.pdf"), prefer_css_page_size=True))
    assert size > 10_000


def test_charts_are_named_and_files_beside_the_page_open(opened, address):
    page = opened(address)
    charts = page.locator(".face.zh svg[role=img]")
    assert charts.count() == 2 and all(charts.nth(n).get_attribute("aria-label") for n in range(2))
    assert charts.first.bounding_box()["height"] > 200
    links = page.eval_on_selector_all(".face.zh a", "all => all.map(a => a.href).filter(a => !a.includes('#'))")
    assert links and all(Path(link.removeprefix("file://")).is_file() for link in links)


def test_text_is_dark_on_white(opened, address):
    page = opened(address)
    colours = page.evaluate("(s => [s.color, s.backgroundColor])(getComputedStyle(document.body))")
    assert colours == ["rgb(26, 26, 26)", "rgb(255, 255, 255)"]
    assert page.screenshot(full_page=True)[:4] == b"\x89PNG"
