"""How to read the page, in a few lines for people who do not read manuals."""

from .parts import box, text, unidentified
from .session import Session

LINES = (
    (
        "计划与测算",
        "Plan and estimate",
        "左侧的岗位、人次和费用是按文件数量和单价直接相乘的计划；右侧是模型测算，二者可以不同："
        "名额未必用满，岗位也会流失。",
        "At the left stand places and money as orders and prices multiply out: a plan. At the right stand estimates "
        "of the model. They differ, for places stay empty and jobs are lost.",
    ),
    (
        "区间",
        "Intervals",
        "90% 区间覆盖参数、起点、趋势和运气的不确定性，不含模型结构误差；参数组数少时区间本身也不稳，少于 "
        "20 组不下结论。",
        "90% intervals cover parameters, start, trend and chance, not errors in the structure of the model; with few "
        "draws they are unsteady themselves, and below 20 there is no verdict.",
    ),
    (
        "结论用词",
        "Words of the verdict",
        "概率低于 5% 为不可达，低于 33% 不太可能，至 66% 悬而未决，至 95% 较可能，其余可达；起点、"
        "趋势或口径可使结论跨两级时为无法判断。",
        "Below 5% no, below 33% unlikely, to 66% open, to 95% likely, else yes; cannot say where start, trend or "
        "accounting move it by two classes.",
    ),
    (
        "样本",
        "Sample",
        "小样本快而有噪声；要写进材料的数字，请选大样本，或下载情景文件用 migrant-sim run 以更多参数重算。",
        "A small sample is fast and noisy. For numbers to be quoted choose a larger one, or run the scenario file "
        "with more draws.",
    ),
    (
        "数据不出本机",
        "Nothing leaves this machine",
        "本页只在本机提供，不访问网络，不收集任何信息；关闭页面即停止其测算。",
        "The page is served to this machine alone, asks nothing of the network and collects nothing; closing it "
        "stops its run.",
    ),
)


def guide(session: Session) -> None:
    """The tab on reading the page."""
    with box("section", "card"):
        text("h2", session.say("怎么读这一页", "How to read this page"))
        for zh, en, text_zh, text_en in LINES:
            text("h3", session.say(zh, en))
            text("p", session.say(text_zh, text_en)).style("margin: 0")
        text("h3", session.say("效果从何而来", "Where effects come from"))
        text("p", unidentified(session)).style("margin: 0")
