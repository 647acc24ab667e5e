"""`python -m tests.benchmarks` measures everything."""

import sys

from tests.benchmarks.run_bench import main

if __name__ == "__main__":
    sys.exit(main())
