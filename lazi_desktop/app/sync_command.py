"""`lazi-desktop sync`: the scheduled work of one tenant or of many, until it is stopped."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path

import structlog

from lazi_desktop.app.by_itself import not_known_logged, pauses_asked, schedule_of
from lazi_desktop.app.collector import settled_collector
from lazi_desktop.app.crash_reports import CrashReports
from lazi_desktop.app.exit_codes import DONE, code_of
from lazi_desktop.app.logs import start_logging
from lazi_desktop.app.output import print_error
from lazi_desktop.app.picture_work import picture_tools
from lazi_desktop.app.service_manager import ALIVE, READY, STOPPING, notify
from lazi_desktop.app.session import Session, hub_place
from lazi_desktop.app.status_file import BEAT_SECONDS, StatusFile
from lazi_desktop.app.stopping import stopped_by_signal
from lazi_desktop.app.surroundings import MachineSurroundings
from lazi_desktop.app.sync_voice import SyncVoice
from lazi_desktop.app.system import OrderedIds, SystemClock
from lazi_desktop.app.worker_role import worker_role
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.settings import Settings, load_settings
from lazi_desktop.domain.errors import ConfigurationProblem, LaziError
from lazi_desktop.ports.pictures import PictureTools
from lazi_desktop.sync.supervision import keep_going
from lazi_desktop.sync.worker import Worker

log = structlog.get_logger("sync")

TENANTS_AT_ONCE = 4


def run_sync(
    config: Path | None, *, once: bool, all_tenants: bool, as_json: bool, status_file: Path | None = None
) -> int:
    try:
        status = StatusFile(status_file)
        settings = load_settings(config)
        places = ProfilePlaces(settings.profile)
        start_logging(places.logs)
        with worker_role(places) as role:
            status.also_in(places.sync_status(role))
            sessions = [Session.of(one, role=role) for one in _tenants(settings, all_tenants=all_tenants)]
            try:
                with (
                    CrashReports(places.crashes).keeping(),
                    asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner,
                ):
                    return runner.run(_work(sessions, settings, status, once=once, as_json=as_json))
            finally:
                for session in sessions:
                    session.close()
    except LaziError as error:
        if not as_json:
            raise
        print_error("sync", error)
        return code_of(error)


def _tenants(settings: Settings, *, all_tenants: bool) -> Sequence[Settings]:
    tenants = settings.for_each_tenant() if all_tenants else [settings]
    if len(tenants) > 1 and not settings.hub.url:
        raise ConfigurationProblem(
            "The built-in database serves one tenant. Give the address of a shared one as hub.url."
        )
    return tenants or [settings]


async def _work(
    sessions: Sequence[Session], settings: Settings, status: StatusFile, *, once: bool, as_json: bool
) -> int:
    with picture_tools() as tools:
        beating = asyncio.create_task(_beat(status), name="status file")
        try:
            return await _work_with(sessions, settings, tools, status, once=once, as_json=as_json)
        finally:
            beating.cancel()
            await asyncio.gather(beating, return_exceptions=True)
            status.stopped()
            notify(STOPPING)


async def _beat(status: StatusFile) -> None:
    """By the loop that does the work, so that one that hangs is noticed."""
    notify(READY)
    while True:
        status.write()
        notify(ALIVE)
        await asyncio.sleep(BEAT_SECONDS)


async def _work_with(
    sessions: Sequence[Session],
    settings: Settings,
    tools: PictureTools,
    status: StatusFile,
    *,
    once: bool,
    as_json: bool,
) -> int:
    gate = asyncio.Semaphore(TENANTS_AT_ONCE)
    here = MachineSurroundings()
    pauses = pauses_asked(settings.sync, here)
    unknown = not_known_logged(settings.sync, here)
    voices: list[SyncVoice] = []
    tasks: list[asyncio.Task[None]] = []
    async with stopped_by_signal() as stop:
        for session in sessions:
            kept = status.tenant(session.tenant, session.environment)
            kept.not_known = unknown
            voice = SyncVoice(session.tenant, session.environment, as_json=as_json, kept=kept)
            clock = SystemClock()
            schedule = schedule_of(settings.sync, session.device.device_id, session.tenant_id)
            voice.begins(
                hub_place(settings), session.device.label, schedule.shown(clock.now(), {}), once=once
            )
            worker = Worker(
                session.open_hub,
                session.open_remote,
                clock,
                OrderedIds(),
                schedule,
                pauses,
                gate,
                tell=voice.tell,
                ran=voice.ran,
                pulled=kept.pulled,
                tools=tools,
            )
            voices.append(voice)
            work = _once(worker, voice) if once else keep_going(worker.run, clock)
            tasks.append(asyncio.create_task(work, name=session.tenant))
        everything = asyncio.create_task(_all(tasks))
        stopping = asyncio.create_task(_wait(stop))
        with settled_collector():
            await asyncio.wait([everything, stopping], return_when=asyncio.FIRST_COMPLETED)
        for task in (*tasks, stopping):
            task.cancel()
        await asyncio.gather(everything, stopping, return_exceptions=True)
        for voice in voices:
            if once or stop.is_set():
                voice.ends(stopped=stop.is_set())
        return DONE if stop.is_set() else max(voice.code for voice in voices)


async def _all(tasks: Sequence[asyncio.Task[None]]) -> None:
    await asyncio.gather(*tasks, return_exceptions=True)


async def _wait(event: asyncio.Event) -> None:
    await event.wait()


async def _once(worker: Worker, voice: SyncVoice) -> None:
    try:
        await worker.once()
    except LaziError as error:
        voice.failed(error)
    except Exception:
        log.exception("a tenant's work failed")
        voice.failed(LaziError("The log has the details.", title="An unexpected problem"))
