"""Where runs are computed: in this process, in workers of their own, which die with it, or on a cluster."""

from .each import each as each
from .open import open_pool as open_pool
from .paired import Job as Job
from .paired import Outcome as Outcome
from .paired import attempt as attempt
from .paired import outcomes as outcomes
from .pool import Pool as Pool
from .pool import Processes as Processes
