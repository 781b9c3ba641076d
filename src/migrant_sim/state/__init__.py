"""Everything mutable: tables of columns, the economy, the books, and the keyed draws."""

from .books import SECTORS as SECTORS
from .books import Books as Books
from .state import Cost as Cost
from .state import Economy as Economy
from .state import State as State
from .step import Step as Step
from .streams import Streams as Streams
from .streams import purpose_code as purpose_code
from .table import NONE as NONE
from .table import Table as Table
from .tables import EDUCATION as EDUCATION
from .tables import HEALTH as HEALTH
from .tables import SETTLEMENT_LISTS as SETTLEMENT_LISTS
from .tables import Activity as Activity
from .tables import Counties as Counties
from .tables import Enterprises as Enterprises
from .tables import Group as Group
from .tables import Households as Households
from .tables import Persons as Persons
from .tables import PoolKind as PoolKind
from .tables import Posts as Posts
from .tables import Settlements as Settlements
