"""`python -m migrant_sim` is `migrant-sim`."""

import sys

from .cli import main

if __name__ == "__main__":
    sys.exit(main())
