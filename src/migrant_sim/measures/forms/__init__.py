"""Forms that instruments share: places that are built, support of households that take part, who is reached first."""

from .enrolment import Enrolment as Enrolment
from .enrolment import progress as progress
from .land import farmland as farmland
from .places import Places as Places
from .posts import AddedPosts as AddedPosts
from .registration import MovedRegister as MovedRegister
from .roster import ELIGIBLE as ELIGIBLE
from .roster import admitted as admitted
from .roster import drawn_roster as drawn_roster
from .roster import roster as roster
from .support import Support as Support
from .supports import Supports as Supports
from .unproven import Unproven as Unproven
