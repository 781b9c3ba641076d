"""Names, ID numbers, phones and addresses never get past the door: planted, and looked for in every artefact."""

import io
import json
import sys
import tempfile
import zipfile
from pathlib import Path

import pandas as pd
import pytest

from migrant_sim.cli import main
from migrant_sim.ledger import importing
from migrant_sim.ledger.checking import check
from migrant_sim.ledger.demo import demo_tables
from migrant_sim.ledger.writing import worded, write_ledger
from migrant_sim.scenario import load_scenario

sys.path.insert(0, str(Path(__file__).parent))
from tokens import forms, found  # noqa: E402

NAMES = ["欧阳震华", "马㛃𬭎", "哈龑旸", "买买提·艾力江", "Zhao Qianmei"]
NUMBERS = ["990001198503121230", "990001198503121257"]
PHONES = ["13987651234", "13812349876"]
ADDRESSES = ["桃花源巷77号院3单元", "Rose Lane 4411"]
FIRM, VILLAGE = "塞上江南枸杞合作社", "碧水蓝天安置小区"
TOKENS = [*NAMES, *NUMBERS, *PHONES, *ADDRESSES, FIRM, VILLAGE]
Tables = dict[str, pd.DataFrame]


def planted_tables() -> Tables:
    """A clean ledger in which five families have planted names, and two of them numbers, phones and addresses."""
    tables = demo_tables(load_scenario(region="minning").region, 120, 4)
    tables = {name: worded(name, frame, "zh") for name, frame in tables.items()}
    persons, homes = tables["persons"], tables["households"]
    heads = persons.index[~persons["household_id"].duplicated()][: len(NAMES)]
    persons.loc[heads, "name"] = NAMES
    homes.loc[: len(NAMES) - 1, "head"] = NAMES
    persons.loc[heads[:2], "phone"] = homes.loc[:1, "phone"] = PHONES
    homes.loc[:1, "address"] = ADDRESSES
    for row, number in zip(heads[:2], NUMBERS, strict=True):
        persons.loc[row, ["id_number", "birth", "sex"]] = [number, "1985-03", "男" if int(number[16]) % 2 else "女"]
    homes.loc[:1, "head_id_number"] = NUMBERS
    tables["enterprises"].loc[0, "name"] = FIRM
    tables["settlements"].loc[0, "name"] = VILLAGE
    return tables


def with_errors(tables: Tables) -> Tables:
    """The same with what offices do: names and numbers in wrong columns and remarks, wrong check digits, repeats."""
    tables = {name: frame.copy() for name, frame in tables.items()}
    persons, homes = tables["persons"], tables["households"]
    persons["备注"] = None
    persons.loc[3:6, "备注"] = [f"电话{PHONES[0]}", NAMES[0], ADDRESSES[0], NUMBERS[0]]
    for row, (column, token) in enumerate(
        [("education", NAMES[0]), ("health", NAMES[1]), ("relation", NAMES[2]), ("months_worked", PHONES[0])], start=8
    ):
        persons.loc[row, column] = token
    persons.loc[13, "activity"], persons.loc[14, "birth"] = NAMES[3], NUMBERS[0]
    persons.loc[15, "id_number"] = NUMBERS[0]
    persons.loc[16, "id_number"] = NUMBERS[1][:-1] + "1"
    persons.loc[17, "enterprise_id"], persons.loc[18, "household_id"] = NAMES[4], NAMES[0]
    homes.loc[8, "group"], homes.loc[9, "land"] = NAMES[0], PHONES[1]
    tables["posts"].loc[0, "kind"] = f"{NAMES[0]} {PHONES[0]}"
    tables["posts"].loc[1, "kind"] = f"保洁员{NAMES[1]}"
    tables["settlements"].loc[1, "county"] = NAMES[0]
    tables["settlements"].loc[2, "county"] = f"联系人：{NAMES[2]}"
    return tables


def with_ids_of_people(tables: Tables) -> Tables:
    """The same ledger, sound but for what its rows are called: names, ID and phone numbers, in every table alike."""
    tables = {name: frame.copy() for name, frame in tables.items()}
    homes, persons = tables["households"], tables["persons"]
    tokens = [NAMES[0], NUMBERS[0], PHONES[0], f"{NAMES[1]}户", NAMES[4]]
    new = dict(zip(homes["household_id"].iloc[: len(tokens)], tokens, strict=True))
    for frame in (homes, persons):
        frame["household_id"] = frame["household_id"].replace(new)
    tables["posts"]["post_id"] = [NAMES[2], NUMBERS[1], *tables["posts"]["post_id"].iloc[2:]]
    tables["posts"].loc[0, "kind"] = f"保洁员{NAMES[3]}"
    return tables


def test_ids_that_are_names_or_numbers_end_at_the_check(house: Path, capfd: pytest.CaptureFixture[str]) -> None:
    write_ledger(with_ids_of_people(planted_tables()), house / "clean", "zh", "csv")
    (house / "clean" / "人员.csv").rename(house / "clean" / f"人员 {NAMES[0]}.csv")
    checked = check([house / "clean"])
    assert not checked.errors and {"personal_number"} <= {problem.code for problem in checked.warnings}
    assert set(checked.tables["persons"]["household_id"]) == set(checked.tables["households"]["household_id"])
    held = "\n".join(frame.to_csv() for frame in checked.tables.values())
    assert found(TOKENS, [], {"tables": held}) == []
    for words in (
        ["ledger", "import", "files=clean", "name=my_county"],
        ["ledger", "share", "file=clean", "folder=shared"],
    ):
        assert main([*words, "language=zh"]) == 0, words
    assert found(TOKENS, left(house), capfd.readouterr()._asdict()) == []
    about = json.loads((house / "home/regions/my_county/import.json").read_text("utf-8"))
    assert {tuple(row) for row in about["sources"]} == {("kind", "sha256", "rows")}
    assert sum(row["rows"].get("persons", 0) for row in about["sources"]) == about["counts"]["persons"]


def test_a_name_in_a_source_of_figures_is_refused_unseen(house: Path, capfd: pytest.CaptureFixture[str]) -> None:
    text = "指标编号,年份,数值,单位,出处\nrural_income:宁夏,2024,20000,元/人/年,"
    (house / "clean").mkdir()
    for source in (f"填报人：{NAMES[1]}", f"公报，{NAMES[0]}"):
        (house / "clean" / "公布数据.csv").write_text(f"{text}{source}\n", encoding="utf-8")
        assert main(["ledger", "series", "files=clean", "language=zh"]) == 3
    texts = capfd.readouterr()
    assert "name_in_text" in texts.out + texts.err
    assert found(TOKENS, left(house), texts._asdict()) == []


def test_the_search_finds_what_is_there(tmp_path: Path) -> None:
    frame = pd.DataFrame({"a": [NAMES[1], "x"]})
    frame.to_parquet(tmp_path / "a.parquet")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("inner.txt", NAMES[0].encode("utf-16-le"))
    (tmp_path / "b.zip").write_bytes(packed.getvalue())
    (tmp_path / "c.json").write_bytes(b'"' + sorted(forms(NAMES[2]))[0] + b'"')
    assert {hit.split(": ")[-1] for hit in found(TOKENS, [tmp_path], {"log": PHONES[0]})} == {*NAMES[:3], PHONES[0]}


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home, a cache and a temporary folder of one's own, so that everything left behind can be looked at."""
    for name, folder in (("MIGRANT_SIM_HOME", "home"), ("TMPDIR", "tmp"), ("XDG_CACHE_HOME", "cache")):
        (tmp_path / folder).mkdir()
        monkeypatch.setenv(name, str(tmp_path / folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def left(house: Path) -> list[Path]:
    return [path for path in house.iterdir() if path.is_dir() and path.name not in ("clean", "wrong")]


@pytest.mark.parametrize("form", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_check_and_refused_import_mask_everything(
    form: str, language: str, house: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_ledger(with_errors(planted_tables()), house / "wrong", "zh", form)
    assert main(["ledger", "check", "files=wrong", "report=out", f"language={language}", "--debug"]) == 3
    assert main(["ledger", "check", "files=wrong", "report=out", "--json"]) == 3
    assert main(["ledger", "import", "files=wrong", "name=my_county", f"language={language}", "--debug"]) == 3
    texts = capfd.readouterr()
    assert "***" in texts.out and len(list((house / "out").iterdir())) == 2
    assert found(TOKENS, left(house), texts._asdict()) == []
    assert not list((house / "home").rglob("*.parquet"))


def test_a_crash_with_debug_shows_and_leaves_nothing(
    house: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    write_ledger(planted_tables(), house / "clean", "zh", "xlsx")

    def crash(*given: object, **named: object) -> None:
        raise RuntimeError("planted crash")

    for place in ("clean_tables", "gaps", "_write"):
        with monkeypatch.context() as patch:
            patch.setattr(importing, place, crash)
            assert main(["ledger", "import", "files=clean", "name=my_county", "--debug"]) == 1
    texts = capfd.readouterr()
    assert texts.err.count("Traceback") == 3 and "planted crash" in texts.err
    assert found(TOKENS, left(house), texts._asdict()) == []
    assert list((house / "home").rglob("*")) in ([], [house / "home" / "regions"])


def test_nothing_personal_is_in_a_region_its_runs_reports_and_exports(
    house: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    write_ledger(planted_tables(), house / "clean", "zh", "xlsx")
    run = ["run", "region=my_county", "months=13", "draws=2", "replications=1", "workers=1", "name=r"]
    for words in (
        ["ledger", "import", "files=clean", "name=my_county"],
        ["ledger", "describe", "name=my_county"],
        run,
        ["report", "results=results/run/r"],
        ["compare", "results=[results/run/r,results/run/r]"],
        ["ledger", "export", "results=results/run/r", "folder=public", "--public"],
        ["ledger", "share", "name=my_county", "folder=shared"],
    ):
        assert main([*words, "language=zh"]) == 0, words
    texts = capfd.readouterr()
    assert len(list((house / "home").rglob("*.parquet"))) == 5 and (house / "public/indicators.csv").is_file()
    assert found(TOKENS, left(house), texts._asdict()) == []
