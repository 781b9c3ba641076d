"""People who do not exist: names, ID numbers, phones and addresses for demonstration ledgers.

ID numbers carry a right check digit and an area code that was never issued (99…); phones begin with 100, which no
operator assigns to a mobile line; addresses lie in places that are numbered, not named. Nobody can be met in them.
"""

import hashlib

import numpy as np

# Common surnames of the north-west with rough weights (ASSUMPTION: only so that lists look familiar).
SURNAMES = tuple("马李王张杨刘陈赵丁白海金虎田苏黑罗沙何周吴郭高冶哈")
_WEIGHTS = np.array([20.0, 9, 9, 8, 7, 6, 5, 4, 4, 3, 3, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1])
MALE = tuple("军强伟斌福贵成龙国华平志明海林生文武建俊杰鹏飞涛勇义忠宝山川")
FEMALE = tuple("兰花芳秀英梅霞燕娟丽萍玲红云凤香琴桂莲洁蓉静艳雪慧敏婷娜月春")
RARE = ("喆", "翀", "龑", "旸", "㛃", "𬭎")  # found in real lists; the last two break careless programs
_RARE_SHARE = 0.004
AREA, AREAS = 990000, 9999  # first area code, and how many follow it: GB/T 2260 has none that begins with 99
PHONE = 10_000_000_000
PHONES = 100_000_000
WEIGHTS = np.array([7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2])
CHECKS = np.array(list("10X98765432"), dtype=object)
_PER_AREA = 499  # numbers of one sex that an area has for one day


def generator(seed: int, purpose: str) -> np.random.Generator:
    """The draws of one purpose: equal for equal seed and purpose, whatever else is drawn."""
    digest = hashlib.sha256(f"{seed} {purpose}".encode()).digest()
    return np.random.Generator(np.random.Philox(key=np.frombuffer(digest[:16], np.uint64)))


def surnames(count: int, draw: np.random.Generator) -> np.ndarray:
    """(count,) surnames as text."""
    return np.array(SURNAMES, dtype=object)[draw.choice(len(SURNAMES), count, p=_WEIGHTS / _WEIGHTS.sum())]


def given_names(sex: np.ndarray, draw: np.random.Generator) -> np.ndarray:
    """(n,) given names of one or two characters by sex (0 male, 1 female); a few hold rare characters."""
    signs = np.array([MALE, FEMALE], dtype=object)
    first, second = (signs[sex, draw.integers(0, len(MALE), len(sex))] for _ in range(2))
    rare = np.array(RARE, dtype=object)[draw.integers(0, len(RARE), len(sex))]
    first = np.where(draw.random(len(sex)) < _RARE_SHARE, rare, first)
    return np.where(draw.random(len(sex)) < 0.3, first, first + second)


def id_numbers(birth: np.ndarray, sex: np.ndarray, start: int = 0) -> np.ndarray:
    """(n,) 18-character ID numbers, all different, of births YYYYMMDD (whole numbers) and sex (0 male, 1 female)."""
    place = start + np.arange(len(birth), dtype=np.int64)
    area = AREA + 1 + (place // _PER_AREA) % AREAS
    order = 2 * (place % _PER_AREA) + np.where(sex == 0, 1, 2)
    body = (area * 10**8 + birth) * 1000 + order
    return texts(body) + CHECKS[check_number(body)]


def check_number(body: np.ndarray) -> np.ndarray:
    """(n,) place in CHECKS of the check digit that belongs to the first 17 digits (GB 11643)."""
    powers = 10 ** np.arange(16, -1, -1, dtype=np.int64)
    total = np.zeros(len(body), np.int64)
    for power, weight in zip(powers, WEIGHTS, strict=True):
        total += (body // power) % 10 * weight
    return total % 11


def phones(count: int, start: int = 0) -> np.ndarray:
    """(count,) eleven-digit numbers, all different, that no mobile operator has."""
    scattered = (start + np.arange(count, dtype=np.int64)) * 7_654_321 % PHONES
    return texts(PHONE + scattered)


def texts(numbers: np.ndarray) -> np.ndarray:
    """(n,) whole numbers as text."""
    return numbers.astype("U20").astype(object)
