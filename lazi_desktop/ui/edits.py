"""A person's edits on their way from the widgets to the workspace, and the news of them to every view."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from typing import cast
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from lazi_desktop.domain.conflict_rules import concerns_money
from lazi_desktop.domain.errors import Cancelled, HubRefused, LaziError
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.domain.pricing.repricing import Repricing
from lazi_desktop.domain.team import TeamSettings
from lazi_desktop.operations.create_entity import discard_entities
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields, revert_fields
from lazi_desktop.operations.proposals import ProposingWork, propose_or_take_back
from lazi_desktop.operations.reprice import RepriceLine, label_of, reprice
from lazi_desktop.operations.submit import submit_changes
from lazi_desktop.operations.undo import redo, undo
from lazi_desktop.ports.engine import SyncEngine
from lazi_desktop.ports.hub import EDITING_LEVELS, PROPOSING_LEVELS
from lazi_desktop.ports.workspace import Step, UnitOfWork, Workspace
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.long_work import LongWork
from lazi_desktop.ui.tasks import Tasks


class TellsItself:
    """An initiator that says what came of its edits where they were made."""


class Edits(QObject):
    """Runs operations on the store's thread.

    `changed(changes, initiator)` follows every edit that changed something, and what replication brings (initiator
    None); a view ignores its own echo. `done` and `failed` are called while the initiator is there.
    """

    changed = Signal(object, object)
    pictures_changed = Signal(object)
    """Keys of SKUs: something else is known of pictures that they show; none where they are many. It is no edit, and
    comes about once a second while pictures are looked at for the first time."""
    long_began = Signal(object)
    """A LongWork: it may be over in an instant."""
    level_changed = Signal()
    """The hub lets this person do more, or less."""
    team_settings_changed = Signal()
    """What holds for everybody in the tenant, and with it whether this person sees costs."""
    sight_changed = Signal()
    """Whether this person sees costs is otherwise. That everything is to be read again follows at once, as where
    another margin floor holds."""

    def __init__(self, workspace: Workspace, engine: SyncEngine, tasks: Tasks) -> None:
        super().__init__()
        self._workspace = workspace
        self._engine = engine
        self._tasks = tasks
        self._level = workspace.level
        self._team_settings = workspace.team_settings

    @property
    def level(self) -> str:
        """ "" until the hub has ever said it."""
        return self._level

    @property
    def may_edit(self) -> bool:
        """Also until the hub has ever said otherwise."""
        return not self._level or self._level in EDITING_LEVELS

    @property
    def may_only_propose(self) -> bool:
        """Edits are asked for, and change nothing before a manager accepts them."""
        return self._level in PROPOSING_LEVELS

    @property
    def may_record(self) -> bool:
        """Edits are recorded: as they are, or to be accepted. Kits are everybody's who may."""
        return self.may_edit or self.may_only_propose

    @property
    def may_set_prices(self) -> bool:
        """Whoever only proposes may propose anything but what moves money."""
        return self.may_edit

    @property
    def sees_costs(self) -> bool:
        """Also whatever can be told from them: margins, markups, how a total comes about."""
        return not self._team_settings.hides_costs_from(self._level)

    @property
    def team_settings(self) -> TeamSettings:
        return self._team_settings

    @property
    def margin_floor(self) -> Decimal | None:
        """None for who sees no costs: nothing is said of margins then."""
        return self._team_settings.margin_floor if self.sees_costs else None

    def why_no_price(self, kind: EntityKind, field: str) -> str:
        """Why this person cannot change the field, where it moves money; "" where they can, or nobody can."""
        if self.may_set_prices or field not in FIELDS[kind] or not concerns_money(kind, field):
            return ""
        return self.why_no_prices

    @property
    def why_no_prices(self) -> str:
        """ "" where they may set prices."""
        if self.may_set_prices:
            return ""
        if self.may_only_propose:
            words = self.tr(
                "Prices are set by managers. Your role is {level}: you can propose everything else."
            )
        else:
            words = self.tr("Your role ({level}) can look but not change.")
        return words.format(level=self._level)

    def use_team_settings(self, settings: TeamSettings) -> None:
        if settings != self._team_settings:
            saw = self.margin_floor
            self._team_settings = settings
            self._tasks.write(lambda: self._workspace.keep_team_settings(settings), owner=self)
            self.team_settings_changed.emit()
            self._tell_of_sight(saw)

    def use_level(self, level: str) -> None:
        """What the hub lets this person do; from now on nothing is recorded that it would refuse."""
        if level != self._level:
            saw = self.margin_floor
            self._level = level
            self._tasks.write(lambda: self._workspace.keep_level(level), owner=self)
            self.level_changed.emit()
            self._tell_of_sight(saw)

    def _tell_of_sight(self, saw: Decimal | None) -> None:
        """By the margin floor that was known."""
        if (saw is None) is not (self.margin_floor is None):
            self.sight_changed.emit()
        if saw != self.margin_floor:
            self.announce(Changes(aspects=frozenset((Aspect.EVERYTHING,))))

    def edit(
        self,
        edits: Sequence[FieldEdit],
        *,
        initiator: QObject,
        failed: Callable[[LaziError], None] | None = None,
        done: Callable[[Changes], None] | None = None,
    ) -> None:
        record = propose_or_take_back if self.may_only_propose else edit_fields
        self._run(lambda work: record(work, edits), initiator, failed, done=done)

    def edit_many(
        self,
        edits: Sequence[FieldEdit],
        *,
        label: str,
        initiator: QObject,
        done: Callable[[Changes], None],
        failed: Callable[[LaziError], None],
    ) -> None:
        """One step, however many; said by `long_began` and may be cancelled."""
        record = propose_or_take_back if self.may_only_propose else edit_fields
        self._run_long(
            label,
            lambda work, step: record(work, edits, label=label, step=step),
            initiator,
            failed,
            done,
        )

    def reprice(
        self,
        lines: Sequence[RepriceLine],
        settings: Repricing,
        *,
        initiator: QObject,
        done: Callable[[Changes], None],
        failed: Callable[[LaziError], None],
        left_alone: Callable[[RepriceLine], None],
    ) -> LongWork:
        """One step, however many; said by `long_began` and may be cancelled. `left_alone` is called while it runs."""

        def record(work: UnitOfWork, step: Step) -> Changes:
            return reprice(work, lines, settings, left_alone=left_alone, step=step)

        return self._run_long(label_of(lines, settings), record, initiator, failed, done)

    def do_many(
        self,
        operation: Callable[[UnitOfWork, Step], Changes],
        *,
        title: str,
        initiator: QObject,
        done: Callable[[Changes], None] | None = None,
        failed: Callable[[LaziError], None] | None = None,
    ) -> LongWork:
        """Any operation that may take long, as one step; said by `long_began` and may be cancelled."""
        return self._run_long(title, operation, initiator, failed, done)

    def do(
        self,
        operation: Callable[[UnitOfWork], Changes],
        *,
        initiator: QObject,
        failed: Callable[[LaziError], None] | None = None,
        done: Callable[[Changes], None] | None = None,
    ) -> None:
        """Any operation, as one step."""
        self._run(operation, initiator, failed, done=done)

    def revert(self, targets: Sequence[tuple[EntityKey, str]], *, initiator: QObject) -> None:
        self._run(lambda work: revert_fields(work, targets), initiator)

    def discard(self, keys: Collection[EntityKey], *, initiator: QObject) -> None:
        """What ServiceTitan never had."""
        self._run(lambda work: discard_entities(work, keys), initiator)

    def undo(
        self,
        *,
        initiator: QObject,
        anyway: bool = False,
        only: UUID | None = None,
        failed: Callable[[LaziError], None] | None = None,
    ) -> None:
        """`only`: this step, and nothing where it is not the newest any more."""
        self._run_long(
            self.tr("Undo"),
            lambda work, step: undo(work, anyway=anyway, only=only, progress=step),
            initiator,
            failed,
        )

    def undoing(
        self, changes: Changes, *, initiator: QObject, failed: Callable[[LaziError], None] | None = None
    ) -> Callable[[], None] | None:
        """What takes back just this step, for the notice of it; None where it cannot be undone."""
        step = changes.txn_id
        return None if step is None else lambda: self.undo(initiator=initiator, only=step, failed=failed)

    def redo(
        self, *, initiator: QObject, anyway: bool = False, failed: Callable[[LaziError], None] | None = None
    ) -> None:
        self._run_long(
            self.tr("Redo"),
            lambda work, step: redo(work, anyway=anyway, progress=step),
            initiator,
            failed,
        )

    def submit(
        self, op_ids: Collection[UUID], *, initiator: QObject, done: Callable[[Changes], None] | None = None
    ) -> None:
        self._run(lambda work: submit_changes(work, op_ids), initiator, done=done)

    def announce(self, changes: Changes, initiator: QObject | None = None) -> None:
        if changes:
            self.changed.emit(changes, initiator)

    def _run_long(
        self,
        title: str,
        operation: Callable[[UnitOfWork, Step], Changes],
        initiator: QObject,
        failed: Callable[[LaziError], None] | None,
        done: Callable[[Changes], None] | None = None,
    ) -> LongWork:
        long = LongWork(title, self)

        def finished(changes: Changes) -> None:
            self._end(long)
            if done is not None and isValid(initiator):
                done(changes)

        def refused(error: LaziError) -> None:
            self._end(long)
            if failed is not None and isValid(initiator):
                failed(error)
            elif not isinstance(error, Cancelled):
                self._tasks.notifier.problem(error)

        self.long_began.emit(long)
        self._record(lambda work: operation(work, long.step), initiator, finished, refused)
        return long

    def _tell_of_proposals(self, count: int) -> None:
        changes = counted(count, self.tr("change"), self.tr("changes"))
        self._tasks.notifier.done(self.tr("Proposed: {changes}. A manager decides.").format(changes=changes))

    def _tell_of_withdrawn(self, count: int) -> None:
        proposals = counted(count, self.tr("proposal"), self.tr("proposals"))
        self._tasks.notifier.done(self.tr("Withdrawn: {proposals}.").format(proposals=proposals))

    def _tell_of_prices(self, count: int, why: str) -> None:
        changes = counted(count, self.tr("change"), self.tr("changes"))
        self._tasks.notifier.done(self.tr("{changes} left out. {why}").format(changes=changes, why=why))

    def _end(self, long: LongWork) -> None:
        long.ended.emit()
        long.deleteLater()

    def _run(
        self,
        operation: Callable[[UnitOfWork], Changes],
        initiator: QObject,
        failed: Callable[[LaziError], None] | None = None,
        *,
        done: Callable[[Changes], None] | None = None,
    ) -> None:
        def finished(changes: Changes) -> None:
            if done is not None and isValid(initiator):
                done(changes)

        def refused(error: LaziError) -> None:
            tell = failed if failed is not None and isValid(initiator) else self._tasks.notifier.problem
            tell(error)

        self._record(operation, initiator, finished, refused if failed is not None else None)

    def _record(
        self,
        operation: Callable[[UnitOfWork], Changes],
        initiator: QObject,
        done: Callable[[Changes], None],
        failed: Callable[[LaziError], None] | None,
    ) -> None:
        """What is recorded is announced, also where the initiator is gone meanwhile: a window was closed."""
        allowed, level, no_prices = self.may_record, self._level, self.why_no_prices
        asked: list[ProposingWork] = []

        def work() -> Changes:
            if not allowed:
                raise HubRefused(
                    self.tr("Your role ({level}) can look but not change.").format(level=level),
                    title=self.tr("Nothing was changed"),
                )
            with self._workspace.unit_of_work() as unit:
                if level not in PROPOSING_LEVELS:
                    return operation(unit)
                asked.append(ProposingWork(unit, no_prices=no_prices))
                return operation(cast("UnitOfWork", asked[0]))

        def finished(changes: Changes) -> None:
            self._engine.wake()
            self.announce(changes, initiator if isValid(initiator) else None)
            if asked and asked[0].proposed:
                self._tell_of_proposals(asked[0].proposed)
            if asked and asked[0].withdrawn and not asked[0].proposed:
                self._tell_of_withdrawn(asked[0].withdrawn)
            if asked and asked[0].left_out:
                self._tell_of_prices(asked[0].left_out, no_prices)
            done(changes)

        self._tasks.write(work, finished, owner=self, failed=failed)
