"""The guides hold: the tutorial runs as written, every chart is described with its picture, commands are understood."""

import re
import shlex
from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path

import pytest
import yaml

from migrant_sim.cli import main
from migrant_sim.cli.verbs import VERBS
from migrant_sim.documents.pictures import COMMANDS, HOME, chart_names
from migrant_sim.result import CLASSES

ROOT = Path(__file__).parents[2]
TUTORIAL, GUIDE = ((ROOT / "docs" / name).read_text("utf-8") for name in ("tutorial.md", "policy-staff.zh.md"))
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SECTION = re.compile(r"^#### .*?（`(\w+)`）\n(.*?)(?=^#)", re.DOTALL | re.MULTILINE)
SECTIONS = dict(SECTION.findall(GUIDE))
PROGRAM = "migrant-sim "
SHELL_ALONE = (". .venv/bin/activate",)  # changes the terminal that it is typed in
ALL_PICTURES = 2_500_000  # bytes


def commands(text: str) -> list[str]:
    """The lines of every shell block; a line that ends with a backslash goes on in the next."""
    return [line for kind, block in BLOCK.findall(text) if kind == "sh" for line in lines(block)]


def lines(block: str) -> list[str]:
    """The commands of a shell block."""
    return re.sub(r"\s*\\\n\s*", " ", block).splitlines()


def step(kind: str, block: str, target: Path) -> None:
    """Do what one block of the tutorial says, in the folder `target`, which is the working one."""
    if kind == "yaml":
        (name,) = re.findall(r"^# (\S+\.yaml):", block, re.MULTILINE)
        (target / name).parent.mkdir(parents=True)
        (target / name).write_text(block, encoding="utf-8")
    elif kind == "python":
        exec(compile(block, "tutorial.md", "exec"), {})
    else:
        assert kind == "sh"
        for line in lines(block):
            if line.startswith(PROGRAM):
                assert main(shlex.split(line.removeprefix(PROGRAM))) == 0, line
            else:
                assert line in SHELL_ALONE or make_knows(line), line


def make_knows(line: str) -> bool:
    """Whether the line is `make` with a target of the Makefile."""
    verb, _, target = line.partition(" ")
    return verb == "make" and bool(re.search(rf"^{target}:", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))


def test_the_tutorial_runs_as_written(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    for kind, block in BLOCK.findall(TUTORIAL):
        step(kind, block, tmp_path)
        said = capsys.readouterr()
        assert said.out or kind == "yaml", block
    assert all((tmp_path / "results" / "run" / name / "report.html").is_file() for name in ("first", "mine"))
    assert (tmp_path / "results" / "attribute" / "credit" / "credits.csv").is_file()
    assert {path.name for path in tmp_path.iterdir()} == {"mine", "results"}


def test_the_tutorial_has_its_steps_and_a_chinese_summary() -> None:
    verbs = {line.split()[1] for line in commands(TUTORIAL) if line.startswith(PROGRAM)}
    assert verbs >= {"doctor", "run", "sweep", "compare", "verify", "attribute", "report", "codebook", "catalogue"}
    assert "**中文提要。**" in TUTORIAL.split("##")[0] and "--config-dir" in TUTORIAL


def test_every_chart_that_reports_know_is_described() -> None:
    assert len(chart_names()) == len(set(chart_names())) > 20
    assert sorted(SECTIONS) == sorted(chart_names())


@pytest.mark.parametrize("name", chart_names())
def test_a_description_has_a_picture_and_says_how_to_read_it(name: str) -> None:
    text = SECTIONS[name]
    assert re.search(rf"!\[[^\]]+\]\(pictures/{name}\.png\)", text)
    for part in ("看什么", "怎么读", "区间", "别误读"):
        assert re.search(rf"^- \*\*{part}\*\*：.{{10,}}$", text, re.MULTILINE), part


def test_pictures_are_those_of_the_charts_and_small() -> None:
    files = sorted(HOME.iterdir())
    assert [path.name for path in files] == sorted(f"{name}.png" for name in chart_names())
    assert sum(path.stat().st_size for path in files) < ALL_PICTURES


@pytest.mark.parametrize("path", sorted(HOME.glob("*.png")), ids=lambda path: path.stem)
def test_a_picture_was_drawn_by_the_reports(path: Path) -> None:
    from PIL import Image

    with Image.open(path) as picture:
        assert picture.width == 1065 and picture.mode == "P"
        assert re.search(r"[\u4e00-\u9fff]", picture.info["Title"])  # the message of the chart, in Chinese


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.split()[0])
def test_commands_of_the_pictures_are_understood(command: str, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    verb = command.split()[0]
    understood(command, 2 if verb in ("report", "discover") else 0)
    assert list(tmp_path.iterdir()) == []


GUIDE_COMMANDS = [line.removeprefix(PROGRAM) for line in commands(GUIDE)]
INLINE = [found.removeprefix(PROGRAM) for found in re.findall(r"`(migrant-sim [^`]+)`", GUIDE)]


@pytest.mark.parametrize("command", [*GUIDE_COMMANDS, *INLINE])
def test_commands_of_the_guide_are_understood(command: str, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    verb = shlex.split(command)[0]
    if verb in ("report", "verify"):  # of a folder that the reader has, and this test has not
        understood(command if "results=" in command else f"{command} results=results/run/none", 2)
    elif verb == "dashboard":  # serving a page has tests of its own
        assert verb not in VERBS or main([verb, "--help"]) == 0
    elif verb in ("catalogue", "codebook"):
        assert main(shlex.split(command)) == 0
    else:
        understood(command, 0)


def understood(command: str, code: int) -> None:
    """The configuration behind a command can be shown; code 2: all is right but for a folder that is not there."""
    shown = ["--cfg", "job"] if code == 0 and "--help" not in command else []
    with redirect_stderr(StringIO()) as told:
        assert main([*shlex.split(command), *shown]) == code
    assert code == 0 or re.search("holds no results|中没有结果|is not there|不存在", told.getvalue())


def test_words_and_probabilities_are_those_of_the_verdict() -> None:
    table = GUIDE.split("### （三）结论用语和概率")[1].split("\n### ")[0]
    rows = re.findall(r"^\| (\D*)(\d+)%.*? \| (\S+) \|$", table, re.MULTILINE)
    said = {word: int(number) for _, number, word in rows}
    bounds = [0, *(round(100 * limit) for limit, *_ in CLASSES)]
    expected = {chinese: bounds[i] for i, (*_, chinese) in enumerate(CLASSES)}
    first = CLASSES[0][-1]
    assert said == expected | {first: bounds[1]}  # the lowest class has an upper bound alone


def test_the_guide_says_what_must_not_be_left_out() -> None:
    for said in (
        "无法判断",
        "不是统计数据",
        "没有公布过移民收入",
        "没有被结果数据识别",
        "不含模型结构误差",
        "glossary.md",
        "ledger.zh.md",
    ):
        assert said in GUIDE, said


@pytest.mark.parametrize("command", re.findall(r"`migrant-sim (report [^`]+)`", TUTORIAL))
def test_what_the_tutorial_leaves_to_the_reader_is_understood(command: str, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)  # a second report costs as much as all of the other steps
    understood(command, 2)


def test_the_yaml_of_the_tutorial_is_what_the_text_says() -> None:
    (block,) = [block for kind, block in BLOCK.findall(TUTORIAL) if kind == "yaml"]
    assert yaml.safe_load(block)["measure"]["welfare_posts"]["multiplier"] == 2
