"""The head of the builder: where the kit stands, its name, its version, and what can be done with it as a whole."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from lazi_desktop.domain.errors import InvalidValue, LaziError
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.part_fields import check_part_field
from lazi_desktop.domain.kits.parts import KitPart
from lazi_desktop.domain.kits.version_changes import changes_since
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.kits.versions import save_version
from lazi_desktop.operations.kits.whole_kits import restore, set_kit_field
from lazi_desktop.ui.actions import native
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.kits.name_field import InPlaceField
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph
from lazi_desktop.ui.theme.tokens import Role
from lazi_desktop.ui.widgets.basics import button, label, set_property


class KitHeader(QWidget):
    """`list_wanted()`: back to all kits. `compare_wanted()`, `replace_wanted()`, `material_wanted()`, `use_wanted()`:
    of the shown kit. `versions_wanted()`: to look at them. `left()`: the keyboard wants back to the lines."""

    list_wanted = Signal()
    compare_wanted = Signal()
    replace_wanted = Signal()
    material_wanted = Signal()
    use_wanted = Signal()
    versions_wanted = Signal()
    left = Signal()

    def __init__(self, context: UiContext, shown: ShownKit) -> None:
        super().__init__()
        self._context = context
        self._shown = shown
        self._content = LatestRead(context.tasks, context.notifier, self, after_writes=True)
        self._known: tuple[object, Value] | None = None
        """The content of the latest version, by its key."""
        self.menu: QMenu | None = None
        self.crumb = button(self.tr("Kits"), "link", name=self.tr("Back to all kits"))
        self.crumb.setToolTip(f"{self.tr('Back to all kits')} ({native('Alt+Left')})")
        self.name = InPlaceField(self.tr("Name of the kit"), "title", least=280)
        self.version = button("", "")
        self.version.setProperty("chip", Role.NEUTRAL.value)
        self.path = InPlaceField(self.tr("Category path of the kit"), "muted")
        self.path.setPlaceholderText(self.tr("no category"))
        self.used = label("", "muted")
        self.compare = button(self.tr("Compare"), glyph=Glyph.COMPARE)
        self.replace = button(self.tr("Replace…"), glyph=Glyph.SWAP)
        self.material = button(self.tr("Material list"), glyph=Glyph.SHARE)
        self.use = button(self.tr("Use in service"), "primary", glyph=Glyph.SHOW_IN_GRID)
        self.restore = button(self.tr("Restore"), "changed", glyph=Glyph.REVERT)
        self._lay_out()
        self._listen()
        self._show_rights()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(metrics.GAP_TINY)
        row.addWidget(self.crumb)
        row.addWidget(label("›", "muted"))
        row.addWidget(self.name)
        row.addWidget(self.version)
        row.addSpacing(metrics.GAP_SMALL)
        row.addWidget(self.path)
        row.addWidget(self.used)
        row.addStretch(1)
        for one in (self.restore, self.compare, self.replace, self.material, self.use):
            row.addWidget(one)
            row.addSpacing(metrics.GAP_TINY)

    def _listen(self) -> None:
        self.crumb.clicked.connect(self.list_wanted)
        self.compare.clicked.connect(self.compare_wanted)
        self.replace.clicked.connect(self.replace_wanted)
        self.material.clicked.connect(self.material_wanted)
        self.use.clicked.connect(self.use_wanted)
        self.version.clicked.connect(self._open_menu)
        self.restore.clicked.connect(self._restore)
        self.name.typed.connect(lambda text: self._type(self.name, "name", text))
        self.path.typed.connect(lambda text: self._type(self.path, "path", text))
        self.name.left.connect(self.left)
        self.path.left.connect(self.left)
        self._context.edits.level_changed.connect(self._show_rights)
        self._shown.leaving.connect(self.flush)
        self._shown.kit_changed.connect(self._show_other)
        self._shown.changed.connect(self._show)

    # -------------------------------------------------------------------------------------------------------- showing

    def _show_rights(self) -> None:
        allowed = self._context.edits.may_record
        self.name.setReadOnly(not allowed)
        self.path.setReadOnly(not allowed)
        self.restore.setEnabled(allowed)

    def flush(self) -> None:
        """What is typed is recorded, for the kit that it was typed for."""
        self.name.flush()
        self.path.flush()

    def _show_other(self) -> None:
        kit = self._shown.kit
        self.name.show_other(kit.name if kit is not None else "")
        self.path.show_other(" › ".join(kit.path) if kit is not None else "")

    def _show(self) -> None:
        kit = self._shown.kit
        if kit is None:
            return
        self.name.show_text(kit.name)
        self.path.show_text(" › ".join(kit.path))
        self.restore.setVisible(kit.gone or kit.archived)
        set_property(self.name, "gone", "true" if kit.gone else "false")
        self._show_used(kit)
        self._show_version(kit)

    def _show_used(self, kit: Kit) -> None:
        services = len({use.service for use in kit.uses})
        kits = len(self._shown.kits.book.users_of(kit.key))
        parts = []
        if kit.gone:
            parts.append(self.tr("removed"))
        elif kit.archived:
            parts.append(self.tr("archived"))
        if services:
            found = counted(services, self.tr("service"), self.tr("services"))
            parts.append(self.tr("used in {services}").format(services=found))
        if kits:
            found = counted(kits, self.tr("kit"), self.tr("kits"))
            parts.append(self.tr("part of {kits}").format(kits=found))
        self.used.setText("".join(f"·  {one}  " for one in parts))

    def _show_version(self, kit: Kit) -> None:
        latest = kit.versions[-1] if kit.versions else None
        if latest is None:
            self._say_version(self.tr("no version"), Role.NEUTRAL)
            return
        if self._known is not None and self._known[0] == latest.key:
            self._count(kit, latest.number, self._known[1])
            return
        queries, key = self._context.queries, latest.key

        def take(content: Value) -> None:
            now = self._shown.kit
            if now is not None and now.versions and now.versions[-1].key == key:
                self._known = key, content
                self._count(now, now.versions[-1].number, content)

        self._content.ask(lambda: queries.kit_version(key), take)

    def _count(self, kit: Kit, number: int, content: Value) -> None:
        changes = changes_since(kit, content) if content is not None else 0
        words = self.tr("v{n}").format(n=number)
        if changes:
            words += f" · {counted(changes, self.tr('change'), self.tr('changes'))}"
        self._say_version(words, Role.CHANGED if changes else Role.PROVED)

    def _say_version(self, words: str, role: Role) -> None:
        self.version.setText(words)
        self.version.setAccessibleName(self.tr("Version: {words}").format(words=words))
        set_property(self.version, "chip", role.value)

    # --------------------------------------------------------------------------------------------------------- acting

    def _type(self, field: InPlaceField, name: str, text: str) -> None:
        kit = self._shown.key
        if kit is None:
            return
        try:
            value = check_part_field(KitPart.KIT, name, text)
        except InvalidValue as error:
            field.refuse(said(error.detail))
            return
        field.refuse("")

        def failed(error: LaziError) -> None:
            self._context.notifier.problem(error)
            if self._shown.key == kit:
                field.refuse(said(error.detail))

        self._context.edits.do(
            lambda work: set_kit_field(work, [kit], name, value), initiator=self, failed=failed
        )

    def _open_menu(self) -> None:
        menu = QMenu(self)
        save = menu.addAction(self.tr("Save version"))
        save.triggered.connect(lambda _checked=False: self.save_version())
        save.setEnabled(self._context.edits.may_record)
        menu.addAction(self.tr("Show the versions")).triggered.connect(self.versions_wanted)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.destroyed.connect(self._forget_menu)
        self.menu = menu
        menu.popup(self.version.mapToGlobal(QPoint(0, self.version.height())))

    def _forget_menu(self) -> None:
        self.menu = None

    def save_version(self) -> None:
        kit = self._shown.key
        if kit is not None:
            self._context.edits.do(lambda work: save_version(work, kit), initiator=self)

    def _restore(self) -> None:
        kit = self._shown.key
        if kit is not None:
            self._context.edits.do(lambda work: restore(work, [kit]), initiator=self)
