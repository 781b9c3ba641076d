"""How costs are written down: a bill at once, or the bills of all instruments recorded and repeated every month."""

from .bill import AtOnce as AtOnce
from .bill import Bill as Bill
from .bill import ByMonth as ByMonth
from .bill import Known as Known
from .bill import Number as Number
from .bill import number as number
from .bills import Bills as Bills
