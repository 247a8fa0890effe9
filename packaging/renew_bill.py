"""After an installer was signed: `python3 packaging/renew_bill.py FILE…`, and its bill names what it is now."""

from __future__ import annotations

import sys
from pathlib import Path

from bill.ship import renew
from source import say, stop


def main(names: list[str]) -> int:
    if not names:
        say("renew_bill.py FILE…")
        return 2
    for name in names:
        try:
            say(f"{renew(Path(name))} names {name} as it is now.")
        except (OSError, ValueError) as error:
            stop(f"{name} has no bill of materials that can be renewed: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
