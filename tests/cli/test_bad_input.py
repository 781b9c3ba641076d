"""Whatever is wrong in a configuration: exit code 2, one clear paragraph, no result folder."""

from pathlib import Path

import pytest

from migrant_sim.cli import main

ALONE = "scenario=labour_export_only"

# words after `run`, and what the paragraph must say: the field or kind, the value, what is allowed or nearest
MISTAKES = [
    (["regoin=ningxia"], ("key 'regoin'", "Did you mean 'region'?")),
    (["hydra.run.dir=x"], ("key 'hydra'", "allowed: attribute")),
    (["scenario.x=1"], ("'scenario.x'", "'scenario'?")),
    (["population.scal=0.1"], ("'population.scal'", "'population.scale'?")),
    (["output.group=[list]"], ("'output.group'", "'output.groups'?")),
    (["region=ningxai"], ("region 'ningxai'", "'ningxia'?")),
    (["population=smple"], ("population 'smple'", "'sample'?")),
    (["scenario=as_writen"], ("scenario 'as_writen'", "'as_written'?")),
    (["baseline=continuatoin"], ("baseline 'continuatoin'", "'continuation'?")),
    (["measure=[vocational_trainin]"], ("measure 'vocational_trainin'", "'vocational_training'?")),
    (["+measure.mine={instrument: labour_exprt}"], ("measure 'labour_exprt'", "'labour_export'?")),
    (["measure.labour_exprt.kept=1"], ("measure 'labour_exprt'", "'labour_export'?")),
    (["~measure.labour_exprt"], ("measure 'labour_exprt'", "'labour_export'?")),
    (["scenario=continuation", "measure.labour_export.kept=1"], ("measure.labour_export", "measure=[labour_export]")),
    (["scenario=as_written", "measure=[labour_export]"], ("measure = ['labour_export']", "scenario=custom")),
    (
        [ALONE, "measure.labour_export.plases=1"],
        ("'measure.labour_export.plases'", "allowed: measure.labour_export."),
    ),
    (["process.labor.separation=1"], ("process 'labor'", "'labour'?")),
    (["process.labour.separaton=0.1"], ("'process.labour.separaton'", "'process.labour.separation'?")),
    (["process.reference.information=ex_ante"], ("process.reference.information = 'ex_ante'", "information=")),
    (["process.labour=3"], ("process.labour = 3", "named keys")),
    (
        [ALONE, "measure.labour_export.kept=-0.1"],
        ("measure.labour_export.kept = -0.1", "from 0 to 1"),
    ),
    (
        [ALONE, "measure.labour_export.kept=1.1"],
        ("measure.labour_export.kept = 1.1", "from 0 to 1"),
    ),
    (["process.labour.separation=1.5"], ("process.labour.separation = 1.5", "from 0 to 1")),
    (["process.labour.separation=abc"], ("process.labour.separation = 'abc'", "a finite number")),
    (["process.labour.separation=nan"], ("process.labour.separation = nan", "a finite number")),
    (
        [ALONE, "measure.labour_export.stop=2020-01"],
        ("measure.labour_export.stop = '2020-01'", "2021-06"),
    ),
    (
        [ALONE, "measure.labour_export.start=2021-13"],
        ("measure.labour_export.start = '2021-13'", "YYYY-MM"),
    ),
    (
        [ALONE, "measure.labour_export.start=2021"],
        ("measure.labour_export.start = 2021", "YYYY-MM"),
    ),
    (
        ["+measure.mine={instrument: labour_export, start: 2022-01, stop: 2021-12}"],
        ("measure.mine.stop = '2021-12'", "2022-01"),
    ),
    (
        [ALONE, "measure.labour_export.intensity=hgh"],
        ("measure.labour_export.intensity = 'hgh'", "high"),
    ),
    (["intensity=hgh"], ("intensity 'hgh'", "'high'?")),
    (["population.scale=0"], ("population.scale = 0", "to 1")),
    (["population.scale=1.5"], ("population.scale = 1.5", "to 1")),
    (["population.scale=0.000001"], ("population.scale = 1e-06", "to 1")),
    (["population.scale=true"], ("population.scale = True", "a finite number")),
    (["population.scope=txt"], ("'txt'", "'text'?")),
    (["draws=0"], ("draws = 0", "a whole number from 1")),
    (["draws=1.5"], ("draws = 1.5", "a whole number from 1")),
    (["replications=0"], ("replications = 0", "a whole number from 1")),
    (["workers=0"], ("workers = 0", "a whole number from 1")),
    (["fund.employment_funds.cap=-1"], ("fund.employment_funds.cap = -1", "from 0")),
    (["fund.employment_funds.required=true"], ("fund.employment_funds.cap is missing", "NX-04")),
    (["fund.employmnt_funds.cap=1"], ("fund 'employmnt_funds'", "'employment_funds'?")),
    (["seed=-1"], ("seed = -1", "a whole number from 0")),
    (["seed=1.5"], ("seed = 1.5", "a whole number from 0")),
    (["seed=true"], ("seed = True", "a whole number from 0")),
    (["seed=null"], ("seed is missing",)),
    (["months=0"], ("months = 0", "a whole number from 1")),
    (["months=-3"], ("months = -3", "a whole number from 1")),
    (["months=2.5"], ("months = 2.5", "a whole number from 1")),
    (["start=2020-11"], ("start = '2020-11'", "2020-12")),
    (["start=2020-13"], ("start = '2020-13'", "YYYY-MM")),
    (["information=expost"], ("information 'expost'", "'ex_post'?")),
    (["executor=process"], ("executor 'process'", "'processes'?")),
    (["language=fr"], ("language 'fr'", "en, zh")),
    (["output.groups=[quintiles]"], ("output.groups 'quintiles'", "'quintile'?")),
    (["output.groups=quintile"], ("output.groups = 'quintile'", "a list")),
    (["shock=[epidemic_2021]"], ("shock 'epidemic_2021'", "'epidemic_2020'?")),
    (["shock=[drought_2032]"], ("shock 'drought_2032'", "'drought_2023'?")),
    (["shock.drought_2023.size=0.5"], ("shock.drought_2023", "shock=[drought_2023]")),
    (["shock=[drought_2023]", "shock.drought_2023.size=1.5"], ("shock.drought_2023.size = 1.5", "from 0 to 1 share")),
    (["shock=[drought_2023]", "shock.drought_2023.size=-1"], ("shock.drought_2023.size = -1", "from 0 to 1 share")),
    (["shock=[drought_2023]", "shock.drought_2023.spread=2"], ("shock.drought_2023.spread = 2", "from 0 to 1 share")),
    (["shock=[drought_2023]", "shock.drought_2023.siz=1"], ("'shock.drought_2023.siz'", "'shock.drought_2023.size'?")),
    (["shock=[drought_2023]", "shock.drought_2023.kind=drougth"], ("shock.drought_2023.kind 'drougth'", "'drought'?")),
    (["shock=[drought_2023]", "shock.drought_2023.start=2024-05"], ("shock.drought_2023.stop", "2024-05 or later")),
    (["shock=[drought_2023]", "shock.drought_2023.stop=2027-05"], ("shock.drought_2023.stop = '2027-05'", "2025-12")),
    (["shock=[drought_2023]", "shock.drought_2023.start=2020-05"], ("shock.drought_2023.start = '2020-05'", "2021-01")),
    (["shock=[epidemic_2020]", "shock.epidemic_2020.size=0.5"], ("shock.epidemic_2020.size = 0.5", "from 1 to 1")),
    (["shock=[epidemic_2020]", "shock.epidemic_2020.stop=2020-05"], ("shock.epidemic_2020.stop", "as published")),
    (["results="], ("results = ''", "a folder")),
    *(
        ([f"name={name}"], (f"name = {name!r}", "a plain name"))
        for name in ("../x", "a/b", "", ".", "..", "-x", "中/文")
    ),
    (["draws=1,2"], ("'draws=1,2'", "sweep", "one value")),
    (["months"], ("'months'", "key=value")),
    (["~region"], ("~region", "~measure.<name>")),
    (["_target_=os.system"], ("_target_ = 'os.system'", "registry")),
    (["process.labour._target_=os.system"], ("process.labour._target_ = 'os.system'", "registry")),
    (["+measure.x={_target_: os.system}"], ("measure.x._target_ = 'os.system'", "registry")),
]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=[" ".join(words) for words, _ in MISTAKES])
def test_one_paragraph_exit_code_2_and_no_folder(
    here: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: tuple[str, ...]
) -> None:
    assert main(["run", *words]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.count("\n") == 1 and "Traceback" not in err
    assert [part for part in said if part not in err] == []
    assert list(here.iterdir()) == []


@pytest.mark.parametrize("words", [["region=ningxai"], ["seed=-1"], ["name=a/b"], ["measure.labour_export.kept=-0.1"]])
def test_the_paragraph_comes_in_chinese(here: Path, capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert main(["run", *words, "language=zh"]) == 2
    err = capsys.readouterr().err
    assert any("一" <= letter <= "鿿" for letter in err)
    assert words[0].partition("=")[2] in err


def test_the_terminal_chooses_the_language(
    here: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    assert main(["run", "seed=-1"]) == 2
    assert "不允许" in capsys.readouterr().err
    assert main(["run", "seed=-1", "language=en"]) == 2
    assert "is not allowed" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["runn"], 2, ("verb 'runn'", "'run'?")),
        (["sweep", "draws=1,2"], 2, ("draws = '1, 2'", "one value")),
        (["run", "-m", "name=x", "draws=1,2"], 2, ("name", "-m")),
        (["run", "--hlp"], 2, ("option '--hlp'", "'--help'?")),
        (["run", "--cfg", "jobs"], 2, ("--cfg 'jobs'", "'job'?")),
        (["run", "--config-dir"], 2, ("--config-dir",)),
        (["run", "--config-dir", "nowhere"], 2, ("--config-dir = 'nowhere'", "exists")),
        (["list"], 2, ("allowed: regions",)),
        (["list", "region"], 2, ("list 'region'", "'regions'?")),
        (["doctor", "x=1"], 2, ("key 'x'",)),
        (["verify"], 2, ("results is missing",)),
        (["verify", "result=x"], 2, ("key 'result'", "'results'?")),
        (["report", "results=nowhere"], 2, ("results = 'nowhere'", "manifest.json")),
        (["compare", "results=a"], 2, ("results = 'a'", "two folders")),
    ],
)
def test_usage(
    here: Path, capsys: pytest.CaptureFixture[str], words: list[str], code: int, said: tuple[str, ...]
) -> None:
    assert main(words) == code
    err = capsys.readouterr().err
    assert err.count("\n") == 1 and [part for part in said if part not in err] == []
    assert list(here.iterdir()) == []


def test_a_target_in_a_users_file_is_refused(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (here / "conf" / "measure").mkdir(parents=True)
    (here / "conf" / "measure" / "mine.yaml").write_text(
        "mine: {instrument: labour_export, fund: {_target_: os.system}}\n"
    )
    assert main(["run", "measure=[mine]", "--config-dir", "conf"]) == 2
    err = capsys.readouterr().err
    assert "measure.mine.fund._target_ = 'os.system'" in err and "registry" in err
    assert not (here / "results").exists()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# @package _global_\ndefaults:\n  - override /measure: [nothing]\n  - _self_\n", "measure/nothing"),
        ("# @package _global_\nmonthes: 12\n", "'months'?"),
        ("# @package _global_\nmonths: [12\n", "mine.yaml"),
        ("# @package _global_\nmonths: ${nothing}\n", "nothing"),
    ],
)
def test_a_broken_file_of_the_user_is_named(
    here: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    (here / "conf" / "scenario").mkdir(parents=True)
    (here / "conf" / "scenario" / "mine.yaml").write_text(text)
    assert main(["run", "scenario=mine", "--config-dir", "conf"]) == 2
    err = capsys.readouterr().err
    assert said in err and err.count("\n") == 1


def test_debug_adds_the_traceback(here: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "seed=-1", "--debug"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("Traceback") and err.splitlines()[-1].startswith("seed = -1")
