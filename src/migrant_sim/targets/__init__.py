"""Targets that a policy text sets, how the model reads each, and how often the runs of a study meet them."""

from .chance import INTERVAL as INTERVAL
from .chance import resamples as resamples
from .chance import share_met as share_met
from .chance import widened as widened
from .evaluate import COLUMNS as COLUMNS
from .evaluate import as_frame as as_frame
from .evaluate import evaluate as evaluate
from .readings import Reading as Reading
from .readings import load_readings as load_readings
from .readings import readings as readings
from .target import TOLERANCES as TOLERANCES
from .target import Target as Target
from .target import region_targets as region_targets
