"""A small sound ledger to plant errors in, and files made of it."""

import copy
import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

Rows = list[list[object]]
Sheets = dict[str, Rows]

SOUND: Sheets = {
    "安置点": [["安置点编号", "县（市、区）", "安置方式", "名单"], ["A1", "红寺堡区", "农村安置", "未列入"]],
    "户": [
        ["户编号", "安置点编号", "户主姓名", "移民类别", "家庭人口", "是否低保",
         "工资性收入", "经营净收入", "财产净收入", "转移净收入", "可支配收入"],
        ["H1", "A1", "周青山", "政策移民", 2, "否", 30000, 10000, 1000, 4000, 45000],
        ["H2", "A1", "柳春来", "劳务移民", 1, "是", 20000, 0, 0, 4000, 24000],
    ],
    "人员": [
        ["户编号", "姓名", "身份证号", "与户主关系", "性别", "出生年月", "文化程度",
         "就业状态", "企业编号", "月工资", "上年务工月数"],
        ["H1", "周青山", "640302197003150012", "户主", "男", "1970-03", "初中", "县内务工", "E1", 3500, 10],
        ["H1", "周小雨", "640302201206080025", "子女", "女", "2012-06", "小学", "在校", None, None, None],
        ["H2", "柳春来", "64030219850301003X", "户主", "男", "1985-03", "高中中专", "零工", None, 2800, 8],
    ],
    "企业": [["企业编号", "县（市、区）", "类型", "岗位数", "空缺岗位"], ["E1", "红寺堡区", "园区企业", 50, 5]],
    "公益性岗位": [
        ["岗位编号", "安置点编号", "岗位类型", "名额", "在岗人数", "月补贴"],
        ["P1", "A1", "保洁", 5, 4, 800],
    ],
}  # fmt: skip
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_number(start: str) -> str:
    """The number of 18 characters that begins with these 17 digits."""
    return start + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(start, WEIGHTS, strict=True)) % 11]


@pytest.fixture
def sound() -> Sheets:
    """Ledgers without a fault, to be changed; ID numbers have their check digits."""
    sheets = copy.deepcopy(SOUND)
    for row in sheets["人员"][1:]:
        row[2] = id_number(str(row[2])[:17])
    return sheets


@pytest.fixture
def book(tmp_path: Path) -> Callable[..., Path]:
    """Makes a workbook of sheets."""
    from openpyxl import Workbook

    def make(sheets: Sheets, name: str = "ledger.xlsx") -> Path:
        made = Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        made.save(tmp_path / name)
        return tmp_path / name

    return make


@pytest.fixture
def text(tmp_path: Path) -> Callable[..., Path]:
    """Makes a CSV file of rows."""

    def make(rows: Rows, name: str = "人员.csv", encoding: str = "utf-8", delimiter: str = ",") -> Path:
        held = io.StringIO()
        csv.writer(held, delimiter=delimiter).writerows(rows)
        (tmp_path / name).write_bytes(held.getvalue().encode(encoding))
        return tmp_path / name

    return make
