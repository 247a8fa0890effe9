"""`lazi-desktop audit export`: lines of the audit log in a file, as they stand in the log.

But numbers of rows in ServiceTitan's lists have their names with them.
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

from lazi_desktop.app.by_itself import local_zone
from lazi_desktop.app.exit_codes import DONE
from lazi_desktop.app.headless import run_command
from lazi_desktop.app.output import TerminalProgress, plain, print_json
from lazi_desktop.app.session import Session
from lazi_desktop.app.value_words import listed_words, read_listed_names
from lazi_desktop.domain.audit import AuditOrigin
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.listed_fields import ListedNames
from lazi_desktop.domain.values import Value
from lazi_desktop.exchange.comma import comma_file
from lazi_desktop.exchange.paper import Exact, Paper
from lazi_desktop.exchange.sheet import write_sheet
from lazi_desktop.ports.engine import Progress
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_audit import AuditFilter, AuditPlace, AuditRow

PAGE = 500
HEADINGS = (
    "Line",
    "Step",
    "When",
    "Who",
    "Device",
    "Action",
    "Code",
    "Name",
    "Field",
    "Before",
    "After",
    "Note",
)
_WHEN = HEADINGS.index("When")


def run_export(config: Path | None, target: Path, wanted: AuditFilter, *, as_json: bool) -> int:
    async def work(session: Session) -> int:
        hub = await session.open_hub()
        try:
            with TerminalProgress(quiet=as_json) as bar:
                if target.suffix.lower() == ".xlsx":
                    return await _as_sheet(hub, wanted, target, session.tenant, bar)
                return await _as_text(hub, wanted, target, bar)
        finally:
            await hub.close()

    def show(many: int) -> int:
        if as_json:
            print_json("audit export", file=target, lines=many)
        else:
            print(f"{many:,} {'line' if many == 1 else 'lines'} in {target}.")
        return DONE

    return run_command("audit export", config, work, show, as_json=as_json)


def filter_of(
    *, since: str = "", until: str = "", person: str = "", code: str = "", field: str = "", origin: str = ""
) -> AuditFilter:
    """Of what was typed; days are those of this machine, the last one whole.

    Raises:
        ConfigurationProblem: for what is no day and no origin.
    """
    if origin and origin not in set(AuditOrigin):
        raise ConfigurationProblem(f"“{origin}” is no origin. Use one of: {', '.join(AuditOrigin)}.")
    last = _day(until)
    return AuditFilter(
        person=person,
        code=code,
        field=field,
        origin=AuditOrigin(origin) if origin else None,
        since=_start(_day(since)),
        until=_start(last + timedelta(days=1)) if last is not None else None,
    )


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ConfigurationProblem(f"“{text}” is no day. Write it as 2026-01-31.") from error


def _start(day: date | None) -> datetime | None:
    return datetime.combine(day, time.min, local_zone()) if day is not None else None


async def _pages(hub: Hub, wanted: AuditFilter, bar: TerminalProgress) -> AsyncIterator[list[AuditRow]]:
    after, many = None, 0
    while rows := list(await hub.audit(wanted, after=after, limit=PAGE)):
        many += len(rows)
        bar.tell(Progress("lines", "", many))
        yield rows
        if len(rows) < PAGE:
            return
        after = AuditPlace(rows[-1].recorded.at, rows[-1].number)


async def _as_text(hub: Hub, wanted: AuditFilter, target: Path, bar: TerminalProgress) -> int:
    many = 0
    names = await read_listed_names(hub)
    with comma_file(target) as write:
        write(HEADINGS)
        async for rows in _pages(hub, wanted, bar):
            for row in rows:
                write(_cells(row, names))
            many += len(rows)
    return many


async def _as_sheet(hub: Hub, wanted: AuditFilter, target: Path, tenant: str, bar: TerminalProgress) -> int:
    names = await read_listed_names(hub)
    found = [row async for rows in _pages(hub, wanted, bar) for row in rows]
    paper = Paper(
        title="Audit log",
        facts=[("Account", tenant)],
        notes=[],
        headings=HEADINGS,
        rows=[_cells(row, names) for row in found],
        figures=frozenset(),
        signatures=[],
        exact={(at, _WHEN): Exact(row.recorded.at) for at, row in enumerate(found)},
    )
    write_sheet(paper, target)
    return len(found)


def _cells(row: AuditRow, names: ListedNames) -> list[str]:
    told = row.recorded
    return [
        str(row.number),
        str(row.link),
        told.at.isoformat(),
        told.by,
        told.device,
        told.action,
        row.code,
        row.name,
        told.field,
        _value(told.field, told.before, names),
        _value(told.field, told.after, names),
        told.message,
    ]


def _value(field: str, value: Value, names: ListedNames) -> str:
    if value is None:
        return ""
    if listed := listed_words(field, value, names):
        return ", ".join(listed)
    return value if isinstance(value, str) else json.dumps(plain(value), ensure_ascii=False)
