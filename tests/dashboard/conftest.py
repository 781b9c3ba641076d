"""The calls of `page_calls.py` are found by tests and by the workers that they start."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
