"""What happens in a month, in this order. Read the names downwards: that is the model."""

from .accounts import Accounts as Accounts
from .base import Process as Process
from .earnings import Earnings as Earnings
from .economy import Economy as Economy
from .farming import Farming as Farming
from .labour import Labour as Labour
from .posts import Posts as Posts
from .property import Property as Property
from .reference import Reference as Reference
from .training import Training as Training
from .transfers import Transfers as Transfers

# Measures set their levers after the economy and before the labour market, and book their costs at the end.
OPENING: dict[str, type[Process]] = {"reference": Reference, "economy": Economy}
MONTH: dict[str, type[Process]] = {
    "labour": Labour,
    "posts": Posts,
    "training": Training,
    "earnings": Earnings,
    "farming": Farming,
    "property": Property,
    "transfers": Transfers,
    "accounts": Accounts,
}
PROCESSES: dict[str, type[Process]] = OPENING | MONTH
