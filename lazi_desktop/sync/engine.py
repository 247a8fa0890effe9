"""The engine: its own thread and loop, in which the parts of sync work for a window.

Never in qasync's loop: on Windows that is a proactor loop, which psycopg refuses.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import Future
from datetime import datetime
from uuid import UUID

from lazi_desktop.domain.conflict_rules import ConflictRule
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.domain.team import Level, TeamSettings
from lazi_desktop.ports.engine import EngineEvent
from lazi_desktop.ports.hub_audit import AuditFilter, AuditPlace
from lazi_desktop.ports.hub_runs import Pulled
from lazi_desktop.ports.saved_views import SavedView
from lazi_desktop.sync.engine_loop import EngineLoop
from lazi_desktop.sync.engine_parts import EngineParts

__all__ = ["EngineParts", "EngineThread"]


class EngineThread:
    """Implements `ports.engine.SyncEngine` and `ports.pictures.PictureSource`."""

    def __init__(self, parts: EngineParts) -> None:
        self._parts = parts
        self._listeners: list[Callable[[EngineEvent], None]] = []
        self._thread = threading.Thread(target=self._run, name="sync engine", daemon=True)
        self._beginning = threading.Lock()
        self._stopped = False
        self._ready = threading.Event()
        self._asked_early: list[Callable[[], None]] = []
        self._loop: asyncio.AbstractEventLoop | None = None
        self._work: EngineLoop
        self._no_start: BaseException | None = None

    def start(self) -> None:
        """Does nothing after `stop`. Raises what kept it from starting."""
        with self._beginning:
            if self._stopped:
                return
            self._thread.start()
        self._ready.wait()
        if self._no_start is not None:
            raise self._no_start

    def listen(self, listener: Callable[[EngineEvent], None]) -> None:
        self._listeners.append(listener)

    def pull(self, *, full: bool = False, accept: bool = False) -> None:
        self._call(lambda: self._work.pull(full=full, accept=accept))

    def push(self) -> None:
        self._call(lambda: self._work.push())

    def preview(self, op_ids: Collection[UUID]) -> None:
        chosen = frozenset(op_ids)
        self._call(lambda: self._work.preview(chosen))

    def pause(self, activity: str) -> None:
        self._call(lambda: self._work.pause(activity))

    def resume(self, activity: str) -> None:
        self._call(lambda: self._work.resume(activity))

    def wake(self) -> None:
        self._call(lambda: self._work.exchange.wake_soon())

    def cancel(self, activity: str) -> None:
        self._call(lambda: self._work.cancel(activity))

    def read_runs(self, *, before: datetime | None = None) -> None:
        self._call(lambda: self._work.ask(self._work.answers.runs(before)))

    def read_attempts(self, run_id: UUID) -> None:
        self._call(lambda: self._work.ask(self._work.answers.attempts(run_id)))

    def read_pushes(self, *, before: datetime | None = None) -> None:
        self._call(lambda: self._work.ask(self._work.answers.ledger.pushes(before)))

    def read_push_results(self, run_id: UUID) -> None:
        self._call(lambda: self._work.ask(self._work.answers.ledger.push_results(run_id)))

    def count_pulled(self, run_ids: Sequence[UUID]) -> None:
        runs = tuple(run_ids)
        self._call(lambda: self._work.ask(self._work.answers.ledger.counted(runs)))

    def read_pulled(self, run_ids: Sequence[UUID], what: Pulled, *, skip: int = 0) -> None:
        runs = tuple(run_ids)
        self._call(lambda: self._work.ask(self._work.answers.ledger.pulled(runs, what, skip)))

    def read_history(self, key: EntityKey, *, before: int | None = None) -> None:
        self._call(lambda: self._work.ask(self._work.answers.history(key, before)))

    def read_kit_history(self, kit: KitId, *, before: int | None = None) -> None:
        self._call(lambda: self._work.ask(self._work.answers.kit_history(kit, before)))

    def read_audit(self, wanted: AuditFilter, *, after: AuditPlace | None = None) -> None:
        self._call(lambda: self._work.ask(self._work.answers.audit.lines(wanted, after)))

    def read_audit_people(self) -> None:
        self._call(lambda: self._work.ask(self._work.answers.audit.people()))

    def read_team(self) -> None:
        self._call(lambda: self._work.ask(self._work.answers.team.read()))

    def invite(self, login: str, name: str, level: Level, password: str) -> None:
        self._call(lambda: self._work.ask(self._work.answers.team.invite(login, name, level, password)))

    def change_member(self, login: str, name: str, level: Level) -> None:
        self._call(lambda: self._work.ask(self._work.answers.team.change(login, name, level)))

    def disable_member(self, login: str) -> None:
        self._call(lambda: self._work.ask(self._work.answers.team.disable(login)))

    def enable_member(self, login: str) -> None:
        self._call(lambda: self._work.ask(self._work.answers.team.enable(login)))

    def renew_password(self, login: str, password: str) -> None:
        self._call(lambda: self._work.ask(self._work.answers.team.renew_password(login, password)))

    def change_my_password(self, password: str) -> None:
        self._call(lambda: self._work.ask(self._work.answers.team.change_my_password(password)))

    def reassign(self, login: str, to_login: str) -> None:
        self._call(lambda: self._work.ask(self._work.answers.team.reassign(login, to_login)))

    def put_team_settings(self, settings: TeamSettings, shown: TeamSettings) -> None:
        self._call(lambda: self._work.ask(self._work.answers.team.put_settings(settings, shown)))

    def read_views(self) -> None:
        self._call(lambda: self._work.ask(self._work.answers.views()))

    def put_view(self, view: SavedView) -> None:
        self._call(lambda: self._work.ask(self._work.answers.put_view(view)))

    def drop_view(self, tree: Tree, name: str) -> None:
        self._call(lambda: self._work.ask(self._work.answers.drop_view(tree, name)))

    def read_rules(self) -> None:
        self._call(lambda: self._work.ask(self._work.answers.rules()))

    def put_rule(self, rule: ConflictRule) -> None:
        self._call(lambda: self._work.ask(self._work.answers.put_rule(rule)))

    def drop_rule(self, rule_id: UUID) -> None:
        self._call(lambda: self._work.ask(self._work.answers.drop_rule(rule_id)))

    def read_questions(self) -> None:
        self._call(lambda: self._work.ask(self._work.answers.questions()))

    def answer_create(self, question_id: UUID, remote_id: int | None) -> None:
        self._call(lambda: self._work.ask(self._work.answers.answer_create(question_id, remote_id)))

    def fetch_picture(self, address: str) -> Future[bytes]:
        """Never answered after `stop`: whoever waits cancels it."""
        answer: Future[bytes] = Future()
        self._call(lambda: self._work.fetch_picture(address, answer))
        return answer

    def stop(self) -> None:
        with self._beginning:
            self._stopped = True
            if self._thread.ident is None:
                return  # closed before it was started
        self._ready.wait()
        self._call(lambda: self._work.stopping.set())
        self._thread.join()

    def _call(self, work: Callable[[], None]) -> None:
        with self._beginning:
            if not self._ready.is_set():
                self._asked_early.append(work)
                return
        if self._loop is None:
            return  # it never started
        try:
            self._loop.call_soon_threadsafe(work)
        except RuntimeError:
            pass  # it has stopped

    def _tell(self, event: EngineEvent) -> None:
        for listener in self._listeners:
            listener(event)

    def _run(self) -> None:
        try:
            with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
                runner.run(self._main())
        except BaseException as error:
            if self._ready.is_set():
                raise
            self._no_start = error
        finally:
            with self._beginning:
                self._ready.set()

    async def _main(self) -> None:
        self._work = EngineLoop(self._parts, self._tell)
        self._loop = asyncio.get_running_loop()
        with self._beginning:
            self._ready.set()
        for work in self._asked_early:
            work()
        await self._work.run()
