"""The simulator as a process of its own."""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

from lazi_desktop.simulator.controls import OVERVIEW
from lazi_desktop.simulator.core import SimulatorCore
from lazi_desktop.simulator.faults import KINDS
from lazi_desktop.simulator.hosting import Hosting
from lazi_desktop.simulator.settings import ALL_SCOPES, SimulatorSettings
from lazi_desktop.simulator.tenant_files import TenantFileError


def main(argv: list[str]) -> int:
    """Serves until told to stop. 0 when stopped, 1 when it could not start, 2 for wrong usage."""
    try:
        options = _parser().parse_args(argv)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    try:
        core = SimulatorCore(_settings(options))
        hosting = Hosting(core)
    except (TenantFileError, OSError) as problem:
        print(f"simulator: {problem}", file=sys.stderr)
        return 1
    asyncio.run(_serve(hosting, as_json=options.json, with_stdin=options.until_stdin_closes))
    return 0


async def _serve(hosting: Hosting, *, as_json: bool, with_stdin: bool) -> None:
    ready, stopping = asyncio.Event(), asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop() -> None:
        loop.call_soon_threadsafe(stopping.set)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stop())
    if with_stdin:
        threading.Thread(target=_wait_for_end_of_input, args=(stop,), daemon=True).start()
    serving = asyncio.create_task(hosting.run(ready, stopping))
    await ready.wait()
    _announce(hosting, as_json=as_json)
    await serving


def _wait_for_end_of_input(stop: Callable[[], None]) -> None:
    """Reads past Python's buffer, whose lock would stand in the way of leaving on a signal."""
    while os.read(sys.stdin.fileno(), 4096):
        pass
    stop()


def _announce(hosting: Hosting, *, as_json: bool) -> None:
    about = hosting.about()
    if as_json:
        print(json.dumps(about), flush=True)
        return
    print(f"ServiceTitan simulator at {about['api_url']} (token endpoint {about['auth_url']}/connect/token)")
    for name in ("tenant", "client_id", "client_secret", "app_key"):
        print(f"  {name.replace('_', ' '):<14}{about[name]}")
    counts = ", ".join(f"{count} {kind}" for kind, count in about["counts"].items())
    print(f"  {'serving':<14}{counts}")
    print(f"  {'pictures at':<14}{about['images_url']}", flush=True)


def _parser() -> argparse.ArgumentParser:
    kinds = "".join(f"  {kind:<19} {meaning}\n" for kind, meaning in KINDS.items())
    parser = argparse.ArgumentParser(
        prog="lazi-desktop simulator",
        description="A stand-in ServiceTitan with a made-up pricebook.",
        epilog=f"controls, plain HTTP on the API's port:\n\n{OVERVIEW}\nkinds of fault:\n\n{kinds}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    defaults = SimulatorSettings()
    add("--host", default=defaults.host)
    add("--port", type=int, default=defaults.port, help="0 takes a free one")
    add(
        "--images-port",
        type=int,
        default=defaults.images_port,
        help="the pictures' origin; 0 takes a free one",
    )
    add("--seed", type=int, default=defaults.seed, help="the same seed makes the same data")
    add("--scale", type=_scale, default=defaults.scale, help="1 is 8,465 SKUs, 12 is 101,580, 0.02 a handful")
    add("--clean", action="store_true", help="leave out the dirt of real tenants")
    add("--data", type=Path, metavar="DIR", help="serve categories.json, materials.json, services.json, …")
    add("--tenant", default=defaults.tenant)
    add("--client-id", default=defaults.client_id)
    add("--client-secret", default=defaults.client_secret)
    add("--app-key", default=defaults.app_key)
    add("--token-seconds", type=int, default=defaults.token_seconds)
    add("--scopes", type=_scopes, default=defaults.scopes, help="comma-separated; all by default")
    add("--flat-categories", action="store_true", help="list categories without nesting them")
    add("--hard-delete", action="store_true", help="DELETE removes the row instead of switching it off")
    add("--reject-duplicate-codes", action="store_true")
    add("--strict-bulk", action="store_true", help="bulk updates must carry every member")
    add("--no-vendor-required", dest="vendor_required", action="store_false")
    add("--rate-limit", type=float, metavar="N", help="requests a second above which the answer is 429")
    add("--export-delay", type=float, default=defaults.export_delay, metavar="SECONDS")
    add("--export-page-size", type=int, default=defaults.export_page_size)
    add("--max-page-size", type=int, default=defaults.max_page_size)
    add("--keep-upload-paths", dest="move_uploads", action="store_false")
    add("--frozen-clock", action="store_true", help="time passes only through the clock control")
    add("--json", action="store_true", help="print one line of JSON when ready")
    add("--until-stdin-closes", action="store_true", help="stop when the parent goes away")
    return parser


def _scale(text: str) -> float:
    scale = float(text)
    if not 0 < scale <= 100:
        raise argparse.ArgumentTypeError("between 0 and 100")
    return scale


def _scopes(text: str) -> frozenset[str]:
    scopes = frozenset(part.strip() for part in text.split(",") if part.strip())
    unknown = scopes - ALL_SCOPES
    if unknown:
        raise argparse.ArgumentTypeError(f"unknown: {', '.join(sorted(unknown))}")
    return scopes


def _settings(options: argparse.Namespace) -> SimulatorSettings:
    return SimulatorSettings(**{each.name: getattr(options, each.name) for each in fields(SimulatorSettings)})
