"""A push in a window of fakes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.engine import Connection, ConnectionChanged, PushFinished
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.push import PreviewRead, PushedField, PushPreview, PushReport, PushResult
from lazi_desktop.ui.push.preview_dialog import PushPreviewDialog
from lazi_desktop.ui.push.push_flow import PushFlow
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.status import SyncStatus
from tests.fakes.ui_fakes import FakeApp

AT = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)


class Flow:
    def __init__(self, app: FakeApp, qtbot) -> None:
        self.app = app
        self.qtbot = qtbot
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.signals = EngineSignals(app.engine, app.edits)
        self.status = SyncStatus(self.signals, app.state)
        self.push = PushFlow(app.context, self.signals, self.status, self.window)
        self.panel = self.push.panel
        QVBoxLayout(self.window).addWidget(self.panel)
        self.window.resize(1100, 700)
        self.window.show()

    def settle(self) -> None:
        self.app.settle(self.qtbot)

    def key(self, number: int):
        return self.app.book.skus[number]

    def change(self, number: int, field: str = "price", value=Decimal(99), **more) -> UUID:
        return self.app.book.override(self.key(number), field, value, **more)

    def ask(self, chosen: Sequence[UUID] | None = None) -> PushPreviewDialog:
        """A person says "push": the preview, before ServiceTitan was looked at."""
        self.push.push(chosen)
        self.settle()
        assert self.push.preview is not None
        return self.push.preview

    def look(self, **results: PushResult) -> PushPreviewDialog:
        """ServiceTitan was looked at: by code, what it would do; the others would be sent."""
        dialog = self.push.preview
        assert dialog is not None
        plan = dialog.planned.plan
        fields = [
            PushedField(
                one.entity_key, one.entity_kind, one.code, one.name, one.field,
                results.get(one.code.replace("-", "_"), PushResult.WAITING), one.ours, one.theirs,
                created=one.creates, op_id=one.op_id,
            )
            for one in plan.changes
        ]  # fmt: skip
        ids = frozenset(plan.op_ids)
        with self.qtbot.waitSignal(self.signals.preview_read):
            self.app.engine.tell(PreviewRead(ids, PushPreview(ids, fields, 3, 0.15, AT)))
        return dialog

    def confirm(self, chosen: Sequence[UUID] | None = None) -> None:
        """Asks, looks and sends."""
        self.ask(chosen)
        self.look().push.click()
        self.settle()

    def submitted(self) -> set[str]:
        ops = [op for op in self.app.book.ledger if op.kind is OpKind.SUBMIT]
        return {op_id for op in ops for op_id in op.value}

    def go(self, connection: Connection) -> None:
        with self.qtbot.waitSignal(self.signals.connection_changed):
            self.app.engine.tell(ConnectionChanged(connection))
        self.settle()

    def pushed(self, number: int, result: PushResult, detail: str = "", **more) -> PushedField:
        row = self.app.book.row(number)
        return PushedField(
            row.key, row.kind, row.code, row.name, "price", result, Decimal(9), Decimal(8), detail, **more
        )

    def finish(self, report: PushReport, *, asked: bool = True) -> None:
        """The engine ends a push, which a person asked for or which it began by itself."""
        if asked:
            self.change(9, state=OverrideState.SUBMITTED)
            self.push.go_on()
            self.settle()
        with self.qtbot.waitSignal(self.signals.push_finished):
            self.app.engine.tell(PushFinished(report))
        self.settle()
