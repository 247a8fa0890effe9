"""`lazi-desktop push`: sends what was confirmed, and shows beforehand what that would be."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from lazi_desktop.app.exit_codes import DONE, WAITS, code_of
from lazi_desktop.app.headless import run_command, with_both
from lazi_desktop.app.output import TerminalProgress, print_json
from lazi_desktop.app.picture_work import picture_tools
from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.app.value_words import field_title, read_listed_names, value_words
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.listed_fields import ListedNames
from lazi_desktop.ports.engine import PushedField, PushReport, PushResult
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.overrides import OverrideRow, OverrideState
from lazi_desktop.ports.remote import RemotePricebook
from lazi_desktop.sync.preview import preview_push
from lazi_desktop.sync.push import Push
from lazi_desktop.sync.submission import sendable, submit
from lazi_desktop.sync.turn import Turn

_BEFOREHAND = {PushResult.WAITING: "would be sent", PushResult.VERIFIED: "is there already"}


def run_push(config: Path | None, *, dry_run: bool, again: bool, yes: bool, as_json: bool) -> int:
    if dry_run:
        return run_command(
            "push",
            config,
            lambda session: with_both(session, _preview),
            lambda found: _show_preview(*found, as_json=as_json),
            as_json=as_json,
        )

    async def work(hub: Hub, remote: RemotePricebook) -> tuple[PushReport, int]:
        clock = SystemClock()
        pending = await hub.pending()
        chosen = sendable(pending, again=again)
        held = sum(row.stays for row in pending)
        may_ask = not as_json and sys.stdin is not None and sys.stdin.isatty()
        if chosen and may_ask and not yes:
            yes_or_no = await asyncio.to_thread(_confirmed, chosen, held)
            if not yes_or_no:
                raise LaziError("Nothing was sent.", title="Not confirmed")
        left = 0
        if yes or may_ask:
            await submit(hub, chosen, OrderedIds(), clock)
        else:  # nobody was asked: only what people submitted goes
            left = sum(row.state is not OverrideState.SUBMITTED for row in chosen)
        with TerminalProgress(quiet=as_json) as bar, picture_tools() as tools:
            async with Turn(hub, clock) as turn:
                return await Push(hub, remote, turn, clock, tell=bar.tell, tools=tools).run(), left

    return run_command(
        "push",
        config,
        lambda session: with_both(session, work),
        lambda done: _show(*done, as_json=as_json),
        as_json=as_json,
    )


def _confirmed(chosen: Sequence[OverrideRow], held: int) -> bool:
    entries = len({row.entity_key for row in chosen})
    stay = f" {held:,} held back stay here." if held else ""
    return input(
        f"Push {len(chosen):,} changes of {entries:,} entries to ServiceTitan?{stay} [y/N] "
    ).lower() in (
        "y",
        "yes",
    )


async def _preview(hub: Hub, remote: RemotePricebook) -> tuple[Sequence[PushedField], ListedNames]:
    return await preview_push(hub, remote), await read_listed_names(hub)


def _show_preview(fields: Sequence[PushedField], names: ListedNames, *, as_json: bool) -> int:
    if as_json:
        print_json("push", dry_run=True, fields=fields)
    else:
        lines = [
            f"{_entry_and_field(field)}: {value_words(field.kind, field.field, field.found, names)} →"
            f" {value_words(field.kind, field.field, field.ours, names)}  {_result_words(field, beforehand=True)}"
            for field in fields
        ]
        print(_with_totals(lines, fields, beforehand=True))
    return WAITS if any(field.result is PushResult.CONFLICT for field in fields) else DONE


def _show(report: PushReport, left: int, *, as_json: bool) -> int:
    if as_json:
        counts = {str(result): report.count(result) for result in PushResult}
        print_json("push", dry_run=False, report=report, counts=counts, not_confirmed=left)
    else:
        lines = [f"{_entry_and_field(field)}: {_result_words(field)}" for field in report.fields]
        print(_with_totals(lines, report.fields))
        if report.stopped is not None:
            print(f"Stopped early: {report.stopped} What was not sent stays submitted.")
        if left:
            print(
                f"{left:,} pending changes were not sent, since nobody has submitted them; --yes sends them, too.",
                file=sys.stderr,
            )
    if report.stopped is not None:
        return code_of(report.stopped)
    return DONE if all(field.result is PushResult.VERIFIED for field in report.fields) else WAITS


def _entry_and_field(field: PushedField) -> str:
    return f"{field.code or field.name}  {field_title(field.kind, field.field)}"


def _result_words(field: PushedField, *, beforehand: bool = False) -> str:
    words = _result(field, beforehand=beforehand)
    return f"{words}  ({field.detail})" if field.detail else words


def _result(field: PushedField, *, beforehand: bool) -> str:
    return _BEFOREHAND.get(field.result, str(field.result)) if beforehand else str(field.result)


def _with_totals(lines: Sequence[str], fields: Sequence[PushedField], *, beforehand: bool = False) -> str:
    if not fields:
        return "Nothing to push."
    totals = Counter(_result(field, beforehand=beforehand) for field in fields)
    return "\n".join([*lines, ", ".join(f"{count:,} {words}" for words, count in totals.items()) + "."])
