"""What `--help` says, in Chinese and English; nothing is loaded for it."""

from collections.abc import Mapping, Sequence

from .language import choose

# key -> Chinese, English; in the order in which they are shown.
KEYS: Mapping[str, tuple[str, str]] = {
    "region=": (
        "地区：ningxia yinchuan minning hongsibu yunnan guangxi",
        "region: ningxia yinchuan minning hongsibu yunnan guangxi",
    ),
    "scenario=": ("情景（默认 as_written）", "scenario (default as_written)"),
    "baseline=": ("对照的情景（默认 continuation）", "scenario to compare with (default continuation)"),
    "measure=[…]": ("在 continuation 上自选措施", "instruments of your own choice, added to continuation"),
    "programme=[…]": (
        "按条款执行的方案：own ningxia yinchuan yunnan guangxi",
        "policy texts: own ningxia yinchuan yunnan guangxi",
    ),
    "programme.<clause>=on|off": ("启用或停用一个条款，仅作用于情景", "a clause on or off, in the scenario alone"),
    "programme.<clause>.multiplier=": ("按倍数放大或缩小一个条款的各项措施", "scales every instrument of a clause"),
    "programme.<clause>.<name>.<field>=": ("条款中一项措施的参数", "a parameter of an instrument in a clause"),
    "measure.<name>.<field>=": ("措施的参数，仅作用于情景", "a parameter of a measure, in the scenario alone"),
    "process.<name>.<field>=": ("月度过程的参数，固定后不再抽样", "a parameter of the month, fixed in all draws"),
    "intensity=": ("力度 low observed high，仅作用于情景", "low observed high, in the scenario alone"),
    "parameters=": ("参数来源 posterior prior", "where parameter draws come from: posterior prior"),
    "information=": ("信息集 ex_post ex_ante", "what is known: ex_post ex_ante"),
    "start=": ("已结束的基准月，如 2020-12", "closed baseline month, such as 2020-12"),
    "base_year=": (
        "匹配年份，2014 至 2020；早于 2020 用于历史回测",
        "calendar year that the state is matched to, 2014 to 2020",
    ),
    "months=": ("模拟月数", "simulated months"),
    "shock=[…]": ("另加的冲击", "shocks on top of those of the information set"),
    "shock.<name>.<field>=": ("冲击的规模、起止月和范围", "size, months and spread of a shock"),
    "fund.<key>.cap=": (
        "资金年度上限（元）；另有 by_month first required",
        "yuan a year of a fund; also by_month first required",
    ),
    "population.scale=": ("模拟人口占实际人口的比例，至多 1", "share of the people that is simulated, up to 1"),
    "population.scope=": ("人口口径", "who counts"),
    "draws=": ("参数抽样次数", "parameter draws"),
    "replications=": ("每次抽样的随机重复次数", "repetitions by chance in each draw"),
    "seed=": ("随机种子，0 起的整数", "seed, a whole number from 0"),
    "workers=": ("并行进程数", "processes at work"),
    "executor=": ("计算方式：processes dask submitit", "where runs are computed: processes dask submitit"),
    "executor.address=": ("已有 Dask 调度器的地址", "an existing Dask scheduler, such as tcp://127.0.0.1:8786"),
    "name=": ("结果文件夹名", "name of the result folder"),
    "results=": ("结果总文件夹（默认 results）", "folder that holds the results (default results)"),
    "output.groups=[…]": ("另行输出的分组", "groups whose rows are kept"),
    "language=": ("zh 或 en", "zh or en"),
}
SWEEP = {
    "key=a,b  key=range(0,5)": ("多个取值，各键取值交叉组合", "several values; those of different keys are crossed"),
    "sweep.design=": (
        "lhs 或 sobol，配 sweep.over= 与 sweep.points=",
        "lhs or sobol, with sweep.over= and sweep.points=",
    ),
    "sweep.over={key:[low,high]}": (
        "设计的取值范围，可加 log 或 whole",
        "ranges of the design; log or whole may follow",
    ),
    "sweep.points=": ("设计的点数", "points of the design"),
    "sweep.file=": ("CSV 文件：每列一个键，每行一个点", "a CSV file: a column a key, a row a point"),
    "sweep.most=": ("允许的模拟次数上限", "runs allowed"),
    "sweep.retries=": ("失败后重试次数", "attempts after a failed one"),
    "sweep.limit_s=": ("每次模拟的时限（秒），null 为不限", "seconds allowed to a run; null: no limit"),
}
FOLDER = {
    "results=": ("结果文件夹", "a result folder"),
    "language=": KEYS["language="],
}
AS_RUN = {"…": ("其余同 run", "the other keys are those of run")}
VERB_KEYS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "run": KEYS,
    "attribute": {
        "attribute.by=": ("instrument 措施、clause 条款或 programme 方案", "instrument, clause or programme"),
        "attribute.players=[…]": ("单列的措施，其余合为一项", "players of their own, the others being one together"),
        "attribute.strongest=": ("未指名时单列的最强措施数；null 为全部", "how many of the strongest; null: every one"),
        "attribute.permutations=": (
            "超过 8 项时抽样的次序数（偶数）",
            "orders sampled beyond 8 players, an even number",
        ),
        "draws= replications=": ("默认 16 与 1：每次都要运行全部组合", "16 and 1: each is a run of every coalition"),
        **AS_RUN,
    },
    "optimise": {
        "optimise.probability=": ("要达到的概率", "the probability wanted"),
        "optimise.budget=": ("各年合计的预算（元）；null 不限", "yuan over all years together; null: no limit"),
        "optimise.high=": ("倍数上限", "largest multiple of a measure"),
        "optimise.levers=[…]": ("可调的措施，其余合为一项", "measures to be set, the others being one together"),
        "optimise.strongest=": ("未指名时最强的若干项", "how many of the strongest where none is named"),
        "optimise.aim=": ("probability ratio shortfall；null 自动", "probability ratio shortfall; null: chosen"),
        "optimise.trials= batch= rounds=": ("试验数、每批数、精简轮数", "trials, trials a batch, rounds of pruning"),
        "optimise.check_draws=": ("以新抽样核对的组数", "fresh draws that check the winner"),
        "draws= replications=": ("默认 16 与 1：每个组合都用同一批抽样", "16 and 1: the same for every mix"),
        **AS_RUN,
    },
    "discover": {
        "results=": (
            "已完成的运行结果文件夹；或结果总文件夹",
            "folder of a finished run; or the folder of all results",
        ),
        "discover.method=": ("prim 或 tree", "prim or tree"),
        "discover.threshold=": (
            "视为成功的收入比；null 为目标本身",
            "ratio that counts as success; null: the target's",
        ),
        "discover.boxes=": ("至多几个条件组合", "how many boxes at most"),
        "discover.least=": ("一个条件组合至少含多少比例的抽样", "least share of draws in a box"),
        "discover.resamples=": ("检验稳定性的自助抽样次数", "resamples that tell how stable a box is"),
        "draws= replications=": ("新抽样默认 128 与 1", "128 and 1, where a new sample is run"),
        **AS_RUN,
    },
    "validate": {
        "fit_until=": ("回测已知的最后一年", "last year that a back-test knows"),
        "horizon=": ("预测到哪一年", "last year predicted"),
        "validate.parts=[…]": ("trials backtests checks", "trials backtests checks"),
        "validate.least_people=": ("至少模拟的人数", "people simulated at least, unless population.scale is set"),
        **KEYS,
        "information=": (
            "回测默认 ex_ante（只知道当时已公布的数据），核对与试验默认 ex_post",
            "back-tests: ex_ante (what was known then) unless given; checks and trials: ex_post",
        ),
    },
    "sweep": {**SWEEP, **KEYS},
    "report": {
        "results=": (
            "结果文件夹；或 [A,B,…]：运行及其各项分析，报告写入第一个",
            "a result folder; or [A,B,…]: a run and analyses of it, the page goes to the first",
        ),
        "language=": KEYS["language="],
    },
    "verify": FOLDER,
    "sensitivity": {
        "results=": ("已完成的运行结果文件夹；或结果总文件夹", "folder of a finished run, or that of all results"),
        "sensitivity.trajectories=": (
            "筛选（Morris）的轨迹数，至少 4",
            "trajectories of the screening (Morris), at least 4",
        ),
        "sensitivity.keep=": ("筛选后保留的输入数", "inputs that the screening keeps"),
        "sensitivity.quantify=": ("pawn 或 sobol", "pawn or sobol"),
        "sensitivity.base=": ("Saltelli 设计的规模，2 的幂", "size of the Saltelli design, a power of two"),
        "sensitivity.check_draws=": ("核对翻转值的抽样数，至少 20", "draws of the runs that check a flip, at least 20"),
        "sensitivity.chance_draws= chance_replications=": (
            "估计运气方差的模拟数，至少 2 与 4",
            "runs that tell chance alone, at least 2 and 4",
        ),
        "sensitivity.ranking=": ("true 时重排各项措施（较慢）", "true ranks single instruments again (dear)"),
        "sensitivity.ranking_draws=": ("重排所用的抽样数，至少 4（默认 16）", "draws of that ranking, at least 4 (16)"),
        "sensitivity.instruments=[…]": ("要排序的措施", "instruments to rank"),
        "…": (
            "其余同 run；draws 默认 256，至少 64；样本本身是一次普通运行，保存在 run/ 下",
            "as run; draws is 256 unless given, at least 64; the sample is an ordinary run, kept under run/",
        ),
        "language=": KEYS["language="],
    },
    "compare": {"results=[A,B]": ("两个结果文件夹", "two result folders"), "language=": KEYS["language="]},
    "calibrate": {
        **{key: KEYS[key] for key in ("region=", "information=", "process.<name>.<field>=", "population.scale=")},
        "calibrate.simulations=": ("设计点数（默认 2000）", "points of the design (default 2000)"),
        "calibrate.replicated=": ("每多少点有一点重复一次（默认 8）", "one point in so many runs twice (default 8)"),
        "calibrate.trials=": (
            "每多少点有一点做双胞胎试验，0 为不做（4）",
            "one in so many runs twin trials, 0: none (4)",
        ),
        "calibrate.waves=": ("1 或 2 轮（默认 2）", "1 or 2 (default 2)"),
        "calibrate.candidates=": ("加权的先验点数（默认 131072）", "points of the prior that are weighted (131072)"),
        "calibrate.samples=": ("后验样本的行数（1024）", "rows of the posterior sample (1024)"),
        "calibrate.ranks=": ("秩检验所用的点数（默认 400）", "points whose ranks are counted (400)"),
        **{key: KEYS[key] for key in ("seed=", "workers=", "name=", "results=", "language=")},
    },
    "ledger": {
        "template folder=. | file=": ("写出空白模板", "write the empty workbook"),
        "check files=[…] report=": (
            "核对台账，报告写入 report=（默认 ledger-check）",
            "check ledgers; the report goes to report=",
        ),
        "checks": ("列出全部核对项目", "list every check"),
        "demo folder= households= errors=": (
            "虚构的示例台账；另有 seed= format=xlsx|csv region=",
            "a ledger of nobody; also seed= format=xlsx|csv region=",
        ),
        "share name= | file=  folder=": (
            "可分享的合成台账；另有 least_people= seed= format=",
            "a synthetic ledger to share; also least_people= seed= format=",
        ),
        "export results= folder= --public": (
            "可公开的汇总表；另有 least_people= figures=",
            "tables everybody may see; also least_people= figures=",
        ),
        "files=[…]": ("台账文件（.xlsx、.csv）或文件夹", "ledgers (.xlsx, .csv) or a folder"),
        "import files=[…] name= region_title= base= persons= replace=": (
            "导入为地区 name；base= 基础地区；persons= 实际总人数（台账只含一部分时）",
            "import as region name; base= shipped region behind it; persons= real total when the ledgers hold a part",
        ),
        "describe name=": ("台账结构与公布数据并列", "its margins beside the published ones"),
        "series files=[…] accept=user|shipped": (
            "补充较新的公布数据；不带 files= 则列出；remove= 删除",
            "newer official figures; without files= those kept; remove= forgets one",
        ),
        "reference=": ("核对日，某年 12 月（默认 2020-12）", "reference date, a December (default 2020-12)"),
        "language=": KEYS["language="],
    },
    "dashboard": {
        "port=": ("端口（默认 8137，占用时另选）", "port (default 8137, or a free one)"),
        "host=": ("只能是本机 127.0.0.1", "this machine alone, 127.0.0.1"),
        "open=true|false": ("是否打开浏览器（默认 true）", "whether to open a browser (default true)"),
        "results=": ("可打开的结果总文件夹（默认 results）", "folder whose results can be opened (default results)"),
        "language=": ("页面的初始语言（默认 zh）", "language that the page starts in (default zh)"),
    },
    "catalogue": {
        "programme= mechanism= treatment=": ("只列出其中的条款", "only the clauses of these"),
        "page": ("输出 docs/catalogue.md", "print docs/catalogue.md"),
        "language=": KEYS["language="],
    },
    "list": {
        "regions | scenarios | programmes | measures | indicators | shocks | funds": ("要列出的名称", "what to list"),
        "language=": KEYS["language="],
    },
}
OPTIONS: Mapping[str, tuple[str, str]] = {
    "--help": ("显示帮助", "show help"),
    "--cfg job": ("只显示完整配置，不运行", "show the resolved configuration and stop"),
    "--config-dir DIR": ("先在自己的配置文件夹中查找", "look in a configuration folder of your own first"),
    "-m": ("依次运行各组取值", "several values in a word: one job after another"),
    "--dry-run": ("sweep：只估算次数、时间、内存和磁盘", "sweep: only say runs, time, memory and disk"),
    "--public": ("ledger export：只输出可公开的汇总表", "ledger export: only tables that everybody may see"),
    "--json": ("以 JSON 输出", "machine-readable output"),
    "--debug": ("出错时显示完整调用栈", "show the whole traceback of an error"),
    "--version": ("显示版本", "show the version"),
}


def overview(verbs: Sequence[tuple[str, str, str]], language: str) -> str:
    """The help of the command as a whole; `verbs` are (name, Chinese, English)."""
    return "\n".join(
        [
            "migrant-sim VERB [key=value …] [--option]",
            "",
            *_lines({name: (chinese, english) for name, chinese, english in verbs}, language),
            "",
            *_lines(OPTIONS, language),
            "",
            choose(
                language,
                "migrant-sim run --help 列出各个键；例：migrant-sim run region=minning draws=16",
                "migrant-sim run --help lists the keys. Example: migrant-sim run region=minning draws=16",
            ),
        ]
    )


def verb_help(verb: str, meaning: tuple[str, str], language: str) -> str:
    """The help of one verb; `meaning` is (Chinese, English)."""
    keys = VERB_KEYS.get(verb, {"language=": KEYS["language="]})
    head = [f"migrant-sim {verb}: {choose(language, *meaning)}", ""]
    return "\n".join([*head, *_lines(keys, language), "", *_lines(OPTIONS, language)])


def _lines(entries: Mapping[str, tuple[str, str]], language: str) -> list[str]:
    width = max(map(len, entries))
    return [f"  {name:{width}}  {choose(language, *meaning)}" for name, meaning in entries.items()]
