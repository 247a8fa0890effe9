"""Pull, push and status without a window, for unattended machines and scripts."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeVar

from lazi_desktop.app.collector import settled_collector
from lazi_desktop.app.exit_codes import DONE, FAILED, WAITS, code_of
from lazi_desktop.app.logs import start_logging
from lazi_desktop.app.output import TerminalProgress, print_error, print_json
from lazi_desktop.app.session import Session
from lazi_desktop.app.status import Status, look, status_json, status_text
from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.ports.engine import PullReport, PushedField, PushReport, PushResult
from lazi_desktop.ports.hub import Hub, OverrideRow
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.sync.preview import preview_push
from lazi_desktop.sync.pull import TITLES, Pull
from lazi_desktop.sync.push import Push
from lazi_desktop.sync.stopped_pulls import must_be_full
from lazi_desktop.sync.submission import sendable, submit
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

    return _command("pull", config, lambda session: _with_both(session, work), show, as_json=as_json)


def run_push(config: Path | None, *, dry_run: bool, again: bool, yes: bool, as_json: bool) -> int:
    async def preview(hub: Hub, remote: RemotePricebook) -> Sequence[PushedField]:
        return await preview_push(hub, remote)

    async def work(hub: Hub, remote: RemotePricebook) -> PushReport:
        clock = SystemClock()
        chosen = sendable(await hub.pending(), again=again)
        if not (yes or as_json or await asyncio.to_thread(_confirmed, chosen)):
            raise LaziError("Nothing was sent.", title="Not confirmed")
        await submit(hub, chosen, OrderedIds(), clock)
        with TerminalProgress(quiet=as_json) as bar:
            async with Turn(hub, clock) as turn:
                return await Push(hub, remote, turn, clock, tell=bar.tell).run()

    def show_preview(fields: Sequence[PushedField]) -> int:
        if as_json:
            print_json("push", dry_run=True, fields=fields)
        else:
            print(
                _fields_text(
                    fields, {PushResult.WAITING: "would be sent", PushResult.VERIFIED: "is there already"}
                )
            )
        return WAITS if any(field.result is PushResult.CONFLICT for field in fields) else DONE

    def show(report: PushReport) -> int:
        if as_json:
            counts = {str(result): report.count(result) for result in PushResult}
            print_json("push", dry_run=False, report=report, counts=counts)
        else:
            print(_fields_text(report.fields, {}))
            if report.stopped is not None:
                print(f"Stopped early: {report.stopped} What was not sent stays submitted.")
        if report.stopped is not None:
            return code_of(report.stopped)
        settled = (PushResult.VERIFIED,)
        return DONE if all(field.result in settled for field in report.fields) else WAITS

    if dry_run:
        return _command(
            "push", config, lambda session: _with_both(session, preview), show_preview, as_json=as_json
        )
    return _command("push", config, lambda session: _with_both(session, work), show, as_json=as_json)


def _confirmed(chosen: Sequence[OverrideRow]) -> bool:
    """Asks the person at the terminal; where nobody sits, the command itself was the decision."""
    if not chosen or not sys.stdin.isatty():
        return True
    entries = len({row.entity_key for row in chosen})
    return input(f"Push {len(chosen):,} changes of {entries:,} entries to ServiceTitan? [y/N] ").lower() in (
        "y",
        "yes",
    )


def run_status(config: Path | None, *, as_json: bool) -> int:
    def show(status: Status) -> int:
        if as_json:
            print_json("status", **status_json(status))
        else:
            print(status_text(status))
        return WAITS if status.counts.open_conflicts or status.counts.needs_human else DONE

    return _command("status", config, look, show, as_json=as_json)


def _command(
    name: str,
    config: Path | None,
    work: Callable[[Session], Awaitable[T]],
    show: Callable[[T], int],
    *,
    as_json: bool,
) -> int:
    try:
        settings = load_settings(config)
        session = Session.of(settings, role="command line")
        start_logging(session.places.logs)
        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
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


async def _with_both(session: Session, work: Callable[[Hub, RemotePricebook], Awaitable[T]]) -> T:
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


def _fields_text(fields: Sequence[PushedField], words: dict[PushResult, str]) -> str:
    if not fields:
        return "Nothing to push."
    lines = [
        f"{field.code or field.name}  {field.field}: {words.get(field.result, str(field.result))}"
        + (f"  ({field.detail})" if field.detail else "")
        for field in fields
    ]
    totals = Counter(words.get(field.result, str(field.result)) for field in fields)
    return "\n".join([*lines, ", ".join(f"{count:,} {word}" for word, count in totals.items()) + "."])
