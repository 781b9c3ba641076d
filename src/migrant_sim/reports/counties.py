"""Counties in English: the pinyin of their official names; tables carry the Chinese ones."""

from .wording import pick

ENGLISH = {
    "兴庆区": "Xingqing", "西夏区": "Xixia", "金凤区": "Jinfeng", "永宁县": "Yongning", "贺兰县": "Helan",
    "灵武市": "Lingwu", "大武口区": "Dawukou", "惠农区": "Huinong", "平罗县": "Pingluo", "利通区": "Litong",
    "红寺堡区": "Hongsibu", "盐池县": "Yanchi", "同心县": "Tongxin", "青铜峡市": "Qingtongxia", "原州区": "Yuanzhou",
    "西吉县": "Xiji", "隆德县": "Longde", "泾源县": "Jingyuan", "彭阳县": "Pengyang", "沙坡头区": "Shapotou",
    "中宁县": "Zhongning", "海原县": "Haiyuan",
}  # fmt: skip
MADE = "合成县"  # counties of a region whose figures name none: with a number


def county(name: str, language: str) -> str:
    """What people call a county; one that the table does not hold keeps its name."""
    made = name.removeprefix(MADE)
    return pick(language, name, ENGLISH.get(name, f"Synthetic county {made}" if made.isdigit() else name))
