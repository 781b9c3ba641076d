"""What happens in a month, in this order. Read the names downwards: that is the model."""

from .accounts import Accounts as Accounts
from .base import Process as Process
from .credit import Credit as Credit
from .demography import Demography as Demography
from .earnings import Earnings as Earnings
from .economy import Economy as Economy
from .enterprises import Enterprises as Enterprises
from .farming import Farming as Farming
from .health import Health as Health
from .labour import Labour as Labour
from .monitoring import Monitoring as Monitoring
from .posts import Posts as Posts
from .property import Property as Property
from .reference import Reference as Reference
from .relief import Relief as Relief
from .training import Training as Training
from .transfers import Transfers as Transfers

# Measures set their levers after the economy and before demography, and book their costs at the end.
OPENING: dict[str, type[Process]] = {"reference": Reference, "economy": Economy}
MONTH: dict[str, type[Process]] = {
    "demography": Demography,
    "health": Health,
    "enterprises": Enterprises,
    "labour": Labour,
    "posts": Posts,
    "relief": Relief,
    "training": Training,
    "earnings": Earnings,
    "farming": Farming,
    "credit": Credit,
    "property": Property,
    "transfers": Transfers,
    "accounts": Accounts,
    "monitoring": Monitoring,
}
PROCESSES: dict[str, type[Process]] = OPENING | MONTH
