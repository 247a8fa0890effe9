"""The child process: `lazi-desktop` as a person starts it, with a scenario played in its window.

`python -m tests.benchmarks.in_window SCENARIO OPTIONS ARGUMENTS…`: the last line printed is what the scenario found.
It imports next to nothing of its own, since start-up is among the things measured.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from typing import Any

BEGAN_HERE = time.time()
_FIRST = {"joining"}
"""Scenarios that begin before the window: they have a `before`."""


def main() -> int:
    name, options, *arguments = sys.argv[1:]
    found: dict[str, Any] = {}
    imported = 0.0
    from lazi_desktop.app import application, cli

    async def play(desktop: Any, _screenshot: Any) -> int:
        created = time.time()
        scenario = importlib.import_module(f"tests.benchmarks.{name}")
        try:
            found.update(await scenario.play(desktop, json.loads(options)))
        finally:
            await desktop.leave()
        stamps = {"python": BEGAN_HERE, "imported": imported, "created": created}
        began = float(os.environ["BENCH_BEGAN"])
        found.setdefault("stamps", {}).update({stamp: at - began for stamp, at in stamps.items()})
        return 0

    vars(application)["show_until_closed"] = play  # before the modules that open windows take hold of it
    importlib.import_module("lazi_desktop.app.window")
    imported = time.time()
    before = (
        getattr(importlib.import_module(f"tests.benchmarks.{name}"), "before", None)
        if name in _FIRST
        else None
    )
    noted = before() if before is not None else {}
    code = cli.main(arguments)
    for step, at in noted.items():
        found["stamps"][step] = at - float(os.environ["BENCH_BEGAN"])
    print(json.dumps(found), flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
