"""`python -m lazi_desktop` is `lazi-desktop`; installed as one program it is also what its parts are started by."""

import sys

from lazi_desktop.config.processes import OPTION, serve

PARTS = frozenset({"lazi_desktop.images.process", "lazi_desktop.store.workspace.foreseeing"})


def main(arguments: list[str]) -> int:
    if arguments[:1] == [OPTION] and PARTS.issuperset(arguments[1:]):
        for module in arguments[1:]:
            serve(module)
        return 0
    from lazi_desktop.app.cli import main as command_line  # a part needs nothing of it

    return command_line(arguments)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
