"""`python -m tests.benchmarks`: measures, and prints one JSON object. Progress goes to stderr."""

from __future__ import annotations

import argparse
import importlib
import json
import logging
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import structlog

from tests.benchmarks import machine
from tests.benchmarks.figures import Options, Outcome
from tests.benchmarks.stage import say

FORMAT = 1
NAMES = (
    "pull",
    "heartbeat",
    "conflicting",
    "start",
    "joining",
    "search",
    "columns",
    "scroll",
    "edit",
    "editor",
    "reprice",
    "review",
    "revert",
    "paste",
    "push",
    "preview",
    "memory",
    "replicate",
    "team",
    "audit",
    "kits_replace",
    "kits",
    "kit_open",
    "kit_search",
    "pictures",
    "matching",
    "gallery",
    "load",
)


def main(argv: list[str] | None = None) -> int:
    asked = _parser().parse_args(argv)
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    names = [name for name in NAMES if not asked.only or name in asked.only]
    with tempfile.TemporaryDirectory(prefix="lazi-bench-", ignore_cleanup_errors=True) as temporary:
        options = Options(folder=asked.keep or Path(temporary), quick=asked.quick)
        report = _report(names, options)
        if asked.keep is None:
            _remove_hubs(options.folder)
    print(json.dumps(report, indent=None if asked.quick else 1, ensure_ascii=False))
    return 1 if report["failed"] else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="lazi.py bench", description=__doc__)
    parser.add_argument(
        "--only", action="append", choices=NAMES, metavar="NAME", help=f"one of {', '.join(NAMES)}"
    )
    parser.add_argument("--quick", action="store_true", help="a handful of everything, to see that it works")
    parser.add_argument(
        "--keep", type=Path, metavar="DIR", help="keep the filled profiles there, and use them again"
    )
    return parser


def _report(names: list[str], options: Options) -> dict[str, Any]:
    began, failed = time.monotonic(), []
    results: dict[str, dict[str, Any]] = {}
    for name in names:
        say(f"{name} …")
        started, before = time.monotonic(), machine.quiet()
        try:
            outcome: Outcome = importlib.import_module(f"tests.benchmarks.{name}").measure(options)
        except Exception as error:  # the others can still be measured
            say(f"{name} failed: {error!r}")
            failed.append(name)
            results[name] = {"error": f"{type(error).__name__}: {error}"}
            if options.quick:
                raise
            continue
        results[name] = {
            "figures": [figure.described() for figure in outcome.figures],
            "details": outcome.details,
            "seconds": round(time.monotonic() - started, 1),
            "machine before and after": [before, machine.quiet()],
        }
        for figure in results[name]["figures"]:
            say(_line(figure))
    return {
        "version": FORMAT,
        "command": "bench",
        "quick": options.quick,
        "machine": machine.facts(),
        "benchmarks": results,
        "missed": [
            f"{name}: {figure['name']}"
            for name, result in results.items()
            for figure in result.get("figures", ())
            if figure["met"] is False
        ],
        "failed": failed,
        "seconds": round(time.monotonic() - began, 1),
    }


def _line(figure: dict[str, Any]) -> str:
    words = f"  {figure['name']}: {figure['value']} {figure['unit']}"
    if figure["ratio"] is not None:
        words += f", {figure['ratio']} × the bare {figure['baseline']}"
    if figure["target"] is not None:
        words += f" ({'met' if figure['met'] else 'MISSED'}: {figure['target']})"
    return words


def _remove_hubs(folder: Path) -> None:
    from tests.benchmarks.stage import Profile

    for config in folder.glob("*/config.toml"):
        Profile(config.parent, {}).remove_hub()


if __name__ == "__main__":
    sys.exit(main())
