"""``python -m recorder.host.audit``: the same as ``python build.py audit``, without the build."""

import sys

from .command import main

sys.exit(main(sys.argv[1:]))
