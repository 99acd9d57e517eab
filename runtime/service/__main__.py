"""`python -m runtime.service`: a runtime process."""

import sys

from runtime.service.process import main

if __name__ == "__main__":
    sys.exit(main())
