"""What an installer really contains, as a bill of materials and with the licences' texts."""

import sys

from source import ROOT

if str(ROOT) not in sys.path:  # the parts are looked for by the program's own code, which needs nothing else
    sys.path.append(str(ROOT))
