"""The guide for county officers, docs/ledger.zh.md: steps, columns, checks, made from the schema and the messages."""

from collections.abc import Iterator

from .field import Field
from .messages import examples
from .problems import ERROR, MOST_LISTED
from .schema import TABLES
from .template import allowed_of

STEPS = f"""# 台账：模板与核对

*English summary.* This page is for county officers: how to fill in the ledgers, what the check looks at, what each
message means. It is printed by `migrant-sim ledger guide`. Headers and words may be Chinese or English. Errors stop an
import, warnings are kept and shown in every report. Names, ID numbers, phone numbers and addresses serve the checks and
are dropped then; no message shows them.

## 步骤
1. `migrant-sim ledger template language=zh` 在当前文件夹写出 `ledger.xlsx`（已存在则不覆盖）。
2. 填写各表。也可直接使用已有台账（.xlsx 或 CSV）：常用的表头同义词、标题行、两行合并表头、合计行、隐藏工作表、
   万元与元/月等单位、各种日期写法都能识别。CSV 可为 UTF-8 或 GB18030 编码，以逗号、分号或制表符分隔。
3. `migrant-sim ledger check files=[ledger.xlsx] reference=2020-12 language=zh` 核对；`files=` 也可以是文件夹或
   多个文件，例如 `files=[红寺堡镇.xlsx,大河乡.xlsx]` 或 `files=[台账文件夹]`。
   **一张表可以分在几个工作表、工作簿或 CSV 中**：Excel 每张工作表至多 1 048 576 行，人员超过一百万时请按乡镇分开。
   各部分都要有表头，列的次序、同义词和单位可以不同，名称如“人员1”“人员-大河乡”均可识别；导入时自动合并，
   编号在全部文件中不得重复，问题清单写明是哪个文件、哪个工作表、哪一行。户与其成员可以在不同的文件中。
4. 打开 `ledger-check/marked.xlsx`：第一页是问题汇总，其后各页中红色为错误、黄色为警告，批注写明问题和处理办法；
   `ledger-check/problems.csv` 是同样的清单，行号即源文件行号。
5. 更正后再次核对，直到没有错误。退出码：0 无错误，3 有错误，2 用法有误。

同一工作表、同一列的同类问题逐条列出前 {MOST_LISTED} 处，其余只计数。

## 个人信息
姓名、身份证号、电话、住址可以不填。填写的只用于核对重复、出生年月和性别，随即丢弃；
在任何消息和标注工作簿中都显示为 `***`。
形似姓名、身份证号或手机号的内容无论出现在哪一列，也都显示为 `***`。
户编号等编号请不要使用身份证号。

## 安全
只读取普通的 .xlsx、.xlsm、.csv、.txt、.tsv 文件。宏不运行，外部链接不打开，公式只取已保存的数值，
以 = @ + - 开头的文字只作文字；
符号链接、设备文件、有密码的文件、旧式 .xls、解压后过大的文件都会说明原因并拒绝。

## 须由县里人工完成
- 户与人员写在同一张表的台账，要分成“户”和“人员”两张表；人均数要改为全户合计。
- 只写年份的出生日期、文字写成的数字（如“三千五”）要改写。
- 由 Excel 截去末尾零的“1985.1”按 1985 年 1 月读取；如为 10 月，请改写为 1985-10。
- 身份证号被存成数字的，末几位已丢失，要重新录入。
"""


def guide() -> str:
    """The whole page."""
    return "\n".join([STEPS, *_columns(), *_checks()]) + "\n"


def _columns() -> Iterator[str]:
    yield "## 各表各列"
    for table in TABLES.values():
        yield f"\n### {table.zh} · {table.en}\n"
        yield f"{table.about_zh}*{table.about_en}* 表名也可写作：{'、'.join(table.also)}。\n"
        yield "| 列 | English | 必填 | 单位 | 允许的取值 | 也认识的表头 | 说明 |\n|---|---|---|---|---|---|---|"
        for entry in table.fields:
            yield _row(entry)
    yield ""


def _row(entry: Field) -> str:
    allowed = "、".join(allowed_of(entry, "zh"))
    if not allowed and entry.low is not None and entry.high is not None:
        allowed = f"{entry.low:,.0f} 至 {entry.high:,.0f}"
    mark = "个人信息。" if entry.personal else "不导入。" if entry.dropped else ""
    about = entry.about_zh if mark in entry.about_zh else mark + entry.about_zh
    cells = (entry.zh, entry.en, "是" if entry.required else "", entry.unit_zh, allowed, "、".join(entry.also), about)
    return "| " + " | ".join(cells) + " |"


def _checks() -> Iterator[str]:
    yield "## 核对项目"
    yield "\n代码、级别、中文与英文示例。\n"
    yield "| 代码 | 级别 | 消息与处理办法 | Message and remedy |\n|---|---|---|---|"
    for problem in examples():
        level = "错误" if problem.severity == ERROR else "警告"
        chinese, english = problem.message_zh + problem.remedy_zh, f"{problem.message_en} {problem.remedy_en}"
        yield f"| `{problem.code}` | {level} | {chinese} | {english} |"
