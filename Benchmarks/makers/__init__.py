"""Makes the documents that the benchmarks measure, each in a module of its own.

PDF syntax, fonts and texts come from the package that makes the samples.
"""

import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.append(os.path.join(ROOT, "samples"))
