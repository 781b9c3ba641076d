"""The look of the page: one accent, quiet surfaces, numbers in columns; and the font for machines without Chinese."""

from importlib.resources import files
from pathlib import Path

FONT_PATH = "/font/NotoSansSC.otf"
ACCENT = "#0b5f8a"
# Okabe and Ito's colours, as in the charts of the report; the first four that differ most.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7")

STYLE = """
@font-face { font-family: "Page CJK"; src: local("Noto Sans CJK SC"), local("Noto Sans SC"),
  url("/font/NotoSansSC.otf") format("opentype"); font-display: swap; unicode-range: U+2E80-FFEF; }
:root { --ink: #1d2327; --soft: #5a646b; --line: #dfe3e6; --paper: #f6f7f8; --card: #ffffff; --accent: #0b5f8a;
  --wash: #eaf2f7; --warn: #8a4b0b; --warn-wash: #fdf5ea; }
body { background: var(--paper); color: var(--ink); font-size: 15px; line-height: 1.55;
  font-family: system-ui, -apple-system, "Segoe UI", "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "Page CJK",
  sans-serif; }
.nicegui-content { padding: 0; gap: 0; align-items: stretch; }
.bar { background: var(--card); border-bottom: 1px solid var(--line); padding: 18px 32px; width: 100%;
  display: flex; align-items: center; gap: 16px; flex-wrap: wrap; }
.bar h1 { font-size: 21px; font-weight: 650; line-height: 1.3; margin: 0; letter-spacing: .01em; }
.bar p { margin: 2px 0 0; color: var(--soft); font-size: 13px; }
.bar .push { flex: 1; min-width: 200px; }
.frame { display: grid; grid-template-columns: 372px minmax(0, 1fr); gap: 28px; padding: 28px 32px 64px; width: 100%;
  max-width: 1440px; margin: 0 auto; align-items: start; }
.pile { width: 100%; display: flex; flex-direction: column; gap: 18px; min-width: 0; }
.card { background: var(--card); border: 1px solid var(--line); border-radius: 10px; padding: 20px 22px; width: 100%;
  min-width: 0; }
.card h2 { font-size: 16px; font-weight: 650; margin: 0 0 12px; line-height: 1.4; }
.card h3, h3.small { font-size: 14px; font-weight: 650; margin: 18px 0 6px; line-height: 1.4; }
.soft { color: var(--soft); font-size: 13px; line-height: 1.5; margin: 0; }
.mark { display: inline-block; font-size: 12px; color: var(--accent); background: var(--wash); border-radius: 4px;
  padding: 1px 8px; white-space: nowrap; }
.mark.plan { color: #4c555b; background: #eceff1; }
.line { display: flex; align-items: center; gap: 10px; flex-wrap: wrap; width: 100%; }
.spread { justify-content: space-between; }
.lever { width: 100%; padding: 8px 0 2px; border-top: 1px solid #eef0f2; }
.lever:first-of-type { border-top: 0; }
.lever .line { flex-wrap: nowrap; gap: 6px; }
.lever .name { flex: 1; font-size: 14px; min-width: 0; }
.lever .value { font-variant-numeric: tabular-nums; font-size: 14px; color: var(--accent); font-weight: 600;
  white-space: nowrap; }
.range { width: 100%; height: 26px; margin: 0; accent-color: var(--accent); cursor: pointer; }
.clause { display: grid; grid-template-columns: minmax(0, 1fr) 92px 34px; gap: 4px; align-items: center; width: 100%;
  padding: 3px 0; }
.tiles { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); background: var(--card); gap: 0;
  border: 1px solid var(--line); border-radius: 10px; overflow: hidden; width: 100%; }
.tile { box-shadow: 0 0 0 0.5px var(--line); padding: 16px 16px 14px; min-width: 0; }
.tile .what { font-size: 13px; color: var(--soft); display: flex; align-items: center; gap: 2px; min-height: 28px; }
.tile .number { font-size: 25px; font-weight: 620; font-variant-numeric: tabular-nums; line-height: 1.25; }
.tile .number small { font-size: 13px; font-weight: 400; color: var(--soft); margin-left: 4px; }
.tile .range { height: auto; cursor: auto; font-size: 12.5px; color: var(--soft); line-height: 1.45;
  font-variant-numeric: tabular-nums; }
.chart { border-top: 1px solid #eceff1; }
.chart .q-item { padding: 10px 0; min-height: 40px; }
.chart .q-item__label { font-weight: 600; font-size: 14px; }
.verdict { display: flex; gap: 2px 28px; align-items: baseline; flex-wrap: wrap; }
.verdict .word { font-size: 34px; font-weight: 680; color: var(--accent); line-height: 1.2; }
.verdict .word.early { font-size: 24px; color: var(--soft); }
.verdict .chance { font-size: 16px; font-variant-numeric: tabular-nums; }
.warn { background: var(--warn-wash); color: var(--warn); border-radius: 8px; padding: 10px 14px; font-size: 14px;
  width: 100%; }
.picture { margin: 0; padding: 8px 0 18px; }
.picture img { width: 100%; max-width: 860px; height: auto; display: block; }
.picture figcaption { font-size: 13px; color: var(--soft); margin-top: 6px; }
table.figures { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
table.figures caption { text-align: left; color: var(--soft); font-size: 13px; padding: 10px 0 6px; }
table.figures th, table.figures td { padding: 7px 10px; border-bottom: 1px solid #eceff1; text-align: right;
  vertical-align: top; font-weight: 400; }
table.figures th { text-align: left; }
table.figures thead th { color: var(--soft); font-size: 13px; border-bottom: 1px solid var(--line); }
table.figures thead th:not(:first-child) { text-align: right; }
.wide { overflow-x: auto; width: 100%; }
.swatch { display: inline-block; width: 11px; height: 11px; border-radius: 2px; margin-right: 7px; }
.progress { height: 6px; border-radius: 3px; background: #e4e9ec; overflow: hidden; width: 100%; }
.progress i { display: block; height: 100%; background: var(--accent); transition: width .3s; }
.jump { display: none; margin-left: auto; padding: 8px 4px; white-space: nowrap; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 12px; top: 12px; background: #fff; padding: 8px 14px; z-index: 9999; }
a { color: var(--accent); }
.q-btn { font-weight: 550; letter-spacing: 0; }
.q-btn--rectangle { border-radius: 8px; }
.q-tab { text-transform: none; letter-spacing: 0; }
.q-tab__label { font-size: 15px; }
.q-field--outlined .q-field__control { border-radius: 8px; }
:focus-visible { outline: 2px solid var(--accent) !important; outline-offset: 2px; }
.why { min-width: 26px !important; width: 26px; height: 26px; font-size: 12px; color: var(--soft); }
.why .q-btn__content { font-weight: 600; }
dl.source { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 6px 16px; margin: 0 0 12px;
  font-size: 14px; }
dl.source dt { color: var(--soft); }
dl.source dd { margin: 0; overflow-wrap: anywhere; }
.parts { border-bottom: 1px solid #eceff1; }
.parts .q-item { padding: 6px 10px; min-height: 38px; font-size: 14px; }
.parts .q-expansion-item__content { padding: 0; }
@media (min-width: 981px) { .choices { position: sticky; top: 16px; max-height: calc(100vh - 32px); overflow-y: auto;
  overscroll-behavior: contain; scrollbar-width: thin; border-radius: 10px; }
  .choices > .card { flex: none; }
  .run { position: sticky; top: 16px; z-index: 5; box-shadow: 0 0 0 16px var(--paper); }
  html { scroll-padding-top: 140px; } }
@media (max-width: 980px) { .frame { grid-template-columns: minmax(0, 1fr); padding: 16px 14px 48px; gap: 18px; }
  .bar { padding: 14px 16px; gap: 8px; } .bar .push { flex-basis: 100%; } .bar h1 { font-size: 19px; }
  html { scroll-padding-bottom: 150px; }
  .picture { overflow-x: auto; } .picture img { width: 620px; max-width: none; }
  #gains td, #gains th[scope=row] { white-space: nowrap; padding: 7px 5px; }
  .jump { display: inline-block; } .card { padding: 16px; }
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)) !important; }
  .run { position: fixed; bottom: 0; left: 0; right: 0;
    z-index: 20; border-radius: 0; padding: 10px 14px !important;
    box-shadow: 0 -2px 12px rgba(0,0,0,.08); }
  .frame { padding-bottom: 150px; } .run .soft { font-size: 12.5px !important; }
  .run .spread { gap: 2px 10px; } .run .spread > .line { width: 100% !important; }
  .tile { padding: 12px 12px 10px; } .tile .number { font-size: 20px; } .verdict .word { font-size: 28px; } }
@media (prefers-reduced-motion: reduce) { * { transition: none !important; animation: none !important; } }
"""


def font_file() -> Path:
    """The Chinese font that the charts are drawn with, for browsers of machines that have none."""
    return Path(str(files("pylopdf_fonts_zh_cn") / "NotoSansSC-Regular.otf"))
