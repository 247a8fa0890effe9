"""Pull and status without a window, for unattended machines and scripts; and how such a command is run."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

from lazi_desktop.app.collector import settled_collector
from lazi_desktop.app.crash_reports import CrashReports
from lazi_desktop.app.exit_codes import DONE, FAILED, WAITS, code_of
from lazi_desktop.app.logs import start_logging
from lazi_desktop.app.output import TerminalProgress, print_error, print_json
from lazi_desktop.app.session import Session
from lazi_desktop.app.status import Status, look, status_json, status_text
from lazi_desktop.app.system import SystemClock
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.engine import PullReport
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.sync.pull import TITLES, Pull
from lazi_desktop.sync.stopped_pulls import must_be_full
from lazi_desktop.sync.turn import Turn

T = TypeVar("T")


def run_pull(config: Path | None, *, full: bool, accept: bool, as_json: bool) -> int:
    async def work(hub: Hub, remote: RemotePricebook) -> PullReport:
        clock = SystemClock()
        with TerminalProgress(quiet=as_json) as bar:
            async with Turn(hub, clock) as turn:
                everything = await must_be_full(hub, full=full, accept=accept)
                pull = Pull(hub, remote, turn, clock, full=everything, accept=accept, tell=bar.tell)
                return await pull.run()

    def show(report: PullReport) -> int:
        if as_json:
            print_json("pull", report=report, counts=report.counts)
        else:
            print(_pull_text(report))
        return FAILED if any(kind.refused for kind in report.kinds) else DONE

    return run_command("pull", config, lambda session: with_both(session, work), show, as_json=as_json)


def run_status(config: Path | None, *, as_json: bool) -> int:
    def show(status: Status) -> int:
        if as_json:
            print_json("status", **status_json(status))
        else:
            print(status_text(status))
        return WAITS if status.waits_for_a_person else DONE

    return run_command("status", config, look, show, as_json=as_json)


def run_command(
    name: str,
    config: Path | None,
    work: Callable[[Session], Awaitable[T]],
    show: Callable[[T], int],
    *,
    as_json: bool,
) -> int:
    """`work` within a session of its own; its result is shown, or its error in the same form."""
    try:
        settings = load_settings(config)
        session = Session.of(settings, role="command line")
        start_logging(session.places.logs)
        try:
            with (
                CrashReports(session.places.crashes).keeping(),
                asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner,
            ):
                result = runner.run(_awaited(work(session)))
        finally:
            session.close()
    except LaziError as error:
        if not as_json:
            raise
        print_error(name, error)
        return code_of(error)
    return show(result)


async def _awaited(work: Awaitable[T]) -> T:
    return await work


async def with_both(session: Session, work: Callable[[Hub, RemotePricebook], Awaitable[T]]) -> T:
    hub = await session.open_hub()
    try:
        remote = await session.open_remote()
        try:
            with settled_collector():
                return await work(hub, remote)
        finally:
            await remote.close()
    finally:
        await hub.close()


def _pull_text(report: PullReport) -> str:
    lines = []
    for kind in report.kinds:
        title = TITLES[kind.kind].capitalize()
        if kind.refused is not None:
            lines.append(f"{title}: {kind.refused}")
            continue
        counts = kind.counts
        parts = [f"{counts.received:,} read", f"{counts.added:,} new", f"{counts.changed:,} changed"]
        parts += [f"{counts.conflicts:,} in conflict"] if counts.conflicts else []
        parts += [f"{kind.unreadable:,} could not be read and were set aside"] if kind.unreadable else []
        lines.append(f"{title}: {', '.join(parts)}")
    return "\n".join([*lines, f"Done in {report.seconds:.1f} s."])
