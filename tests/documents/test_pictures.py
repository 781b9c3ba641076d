"""Pictures of the guide come from the example's report, small, with their title, and none may be missing."""

import io

import pytest
from PIL import Image, PngImagePlugin

from migrant_sim.documents.pictures import COLOURS, HOME, chart_names, example_pictures
from migrant_sim.errors import DataError


def drawn(path) -> None:
    about = PngImagePlugin.PngInfo()
    about.add_itxt("Title", "收入比")
    path.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.linear_gradient("L").convert("RGB")
    picture.save(path, pnginfo=about)


def test_every_chart_is_looked_for_in_the_report_and_in_the_folders_of_its_analyses(tmp_path) -> None:
    figures = tmp_path / "run" / "example" / "figures"
    first, *others = chart_names()
    drawn(figures / f"{first}_zh.png")
    for name in others:
        drawn(figures / "attribute-example" / f"{name}_zh.png")
    made = example_pictures(tmp_path)
    assert sorted(made) == sorted(HOME / f"{name}.png" for name in chart_names())
    with Image.open(io.BytesIO(made[HOME / f"{first}.png"])) as picture:
        assert picture.mode == "P" and len(picture.getcolors()) <= COLOURS and picture.info == {"Title": "收入比"}
    assert made == example_pictures(tmp_path)


def test_a_chart_that_the_example_lacks_is_named(tmp_path) -> None:
    with pytest.raises(DataError, match=chart_names()[0]):
        example_pictures(tmp_path)
