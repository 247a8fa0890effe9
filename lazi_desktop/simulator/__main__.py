"""``python -m lazi_desktop.simulator``."""

import sys

from lazi_desktop.simulator.command_line import main

sys.exit(main(sys.argv[1:]))
