"""LibreOffice opens what we write: two to four pages with the mark on each, every glyph there, no table cut."""

import re
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

NEEDED = ("soffice", "pdftoppm", "pdftotext", "pdffonts", "pdfinfo")
MISSING = [name for name in NEEDED if shutil.which(name) is None]
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        bool(MISSING),
        reason=f"left out: pages of the brief and of the workbook as an office program shows them; missing: {MISSING}",
    ),
]


def output(*command: str) -> str:
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=240).stdout


@pytest.fixture(scope="module")
def rendered(brief: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder with the PDF of each office file."""
    folder = tmp_path_factory.mktemp("pages")
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    for name in ("brief_zh.docx", "brief_en.docx", "tables.xlsx"):
        output("soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(brief / name))
    return folder


def pages(path: Path) -> list[str]:
    return output("pdftotext", "-layout", str(path), "-").split("\f")[:-1]


@pytest.mark.parametrize(("name", "mark"), [("brief_zh", "测算结果"), ("brief_en", "Model estimate")])
def test_two_to_four_pages_each_marked_and_numbered(rendered, name, mark):
    found = pages(rendered / f"{name}.pdf")
    assert 2 <= len(found) <= 4
    for number, text in enumerate(found, 1):
        assert mark in text and re.search(rf"—\s*{number}\s*—", text)


@pytest.mark.parametrize("name", ["brief_zh", "brief_en", "tables"])
def test_every_glyph_is_there_and_embedded(rendered, name):
    text = "".join(pages(rendered / f"{name}.pdf"))
    assert "\ufffd" not in text and "\x00" not in text
    fonts = output("pdffonts", str(rendered / f"{name}.pdf")).splitlines()[2:]
    assert fonts and all(re.search(r"\byes\b", line) for line in fonts)
    if name != "brief_en":
        assert any("CJK" in line or "Song" in line or "Hei" in line for line in fonts), "no font with Chinese glyphs"


@pytest.mark.parametrize(("name", "label"), [("brief_zh", "表"), ("brief_en", "Table ")])
def test_a_table_stands_on_one_page_with_its_title_and_source(rendered, name, label):
    found = pages(rendered / f"{name}.pdf")
    source = {"表": "数据来源：", "Table ": "Source: "}[label]
    titles = [len(re.findall(rf"^\s*{label}\s*\d", text, re.MULTILINE)) for text in found]
    assert sum(titles) == 3 and titles == [text.count(source) for text in found]


def test_pages_are_not_blank(rendered):
    for name in ("brief_zh", "brief_en", "tables"):
        output("pdftoppm", "-r", "20", "-gray", str(rendered / f"{name}.pdf"), str(rendered / name))
        for path in rendered.glob(f"{name}-*.pgm"):
            content = path.read_bytes()
            assert min(content[-2000:]) < 255 or min(content[20:]) < 200


def test_the_workbook_prints_across_a4_one_page_wide(rendered, brief):
    size = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", output("pdfinfo", str(rendered / "tables.pdf")))
    assert size and float(size[1]) > float(size[2]) and abs(float(size[1]) - 842) < 2
    with zipfile.ZipFile(brief / "tables.xlsx") as archive:
        sheets = [archive.read(name) for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert sheets and all(b'fitToHeight="0"' in sheet for sheet in sheets)
