"""`python -m runtime.simulator`: the simulated network as a process of its own."""

from __future__ import annotations

import sys

from runtime.simulator.run import main

if __name__ == "__main__":
    sys.exit(main())
