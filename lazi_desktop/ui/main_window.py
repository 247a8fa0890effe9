"""The main window: rail, toolbar, pages, status bar. It arranges, and passes on what is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QByteArray, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMainWindow, QVBoxLayout, QWidget

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.profile import Profile
from lazi_desktop.ports.engine import Connection
from lazi_desktop.ports.pricebook import WorkspaceCounts
from lazi_desktop.ui.about.about_dialog import AboutDialog
from lazi_desktop.ui.actions import Actions, WindowState
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.keyboard.palette import Palette
from lazi_desktop.ui.keyboard.registry import ActionRegistry
from lazi_desktop.ui.keyboard.shortcuts_sheet import ShortcutsSheet
from lazi_desktop.ui.leaving import Leaving
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.page import Page
from lazi_desktop.ui.profiles.band import ProfileBand
from lazi_desktop.ui.profiles.looks import window_icon, window_title
from lazi_desktop.ui.push.push_flow import PushFlow
from lazi_desktop.ui.shell.banner import Banner
from lazi_desktop.ui.shell.first_fill import FirstFill
from lazi_desktop.ui.shell.page_search import PageSearch
from lazi_desktop.ui.shell.page_stack import PageStack
from lazi_desktop.ui.shell.rail import Rail
from lazi_desktop.ui.shell.status_bar import StatusBar
from lazi_desktop.ui.shell.toast import Toast
from lazi_desktop.ui.shell.toolbar import Toolbar
from lazi_desktop.ui.sync.flows import SyncFlows
from lazi_desktop.ui.sync.status import SyncStatus
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.undoing import Undoing
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.window_actions import window_actions

GEOMETRY, PAGE = "window/geometry", "window/page"
FIRST_SIZE = QSize(1440, 900)
FRAME = QSize(16, 40)
"""Round a window, about: Qt knows it only once it is shown, and then its foot may lie below the screen."""
_COUNTS_MS = 150  # a pull changes the counts many times a second
_PULLS_MS = 60_000  # how often the pulls of other machines are looked for
_OWN_COUNTS_MS = 30  # what was edited is painted first


class MainWindow(QMainWindow):
    """`closed` follows when the person closed it: time to stop the engine and go. `entry_wanted(key)`: the person chose
    it in the palette, or wants to see what undo or redo has changed.

    `flows` is made with the window as the parent of its dialogs, and handed over with `use_flows`.
    """

    closed = Signal()
    entry_wanted = Signal(object)
    my_password_wanted = Signal()

    def __init__(
        self, context: UiContext, pages: Sequence[Page], *, status: SyncStatus, messages: Messages
    ) -> None:
        super().__init__()
        self._context = context
        self._status = status
        self._pages = {page.name: page for page in pages}
        self._name = ""
        self._over: QWidget | None = None
        self._counts: WorkspaceCounts | None = None
        self._labels = ("", "")
        self._flows: SyncFlows | None = None
        self._push: PushFlow | None = None
        self.question: Dialog | None = None
        self.leaving = Leaving(self, pages)
        self.band = ProfileBand(context.profile) if context.profile is not None else None

        self.actions_by_name = Actions(window_actions(self, pages), self)
        self.addActions(self.actions_by_name.all())
        self.registry = self._register(pages)
        self.rail = Rail(pages)
        self.toolbar = Toolbar(self.actions_by_name, status)
        self._search = PageSearch(self.toolbar.search, self._pages, self.open_page)
        self.banner = Banner(status)
        self.first_fill = FirstFill(status, has_keys=context.has_keys)
        self.status_bar = StatusBar(context.place)
        self._stack = PageStack()
        self._arrange(pages)
        self.show_profile(context.profile)
        self.toast = Toast(self, self.status_bar.room)
        self.undoing = Undoing(self, context, self.toast, self._shows)
        self.undoing.entry_wanted.connect(self.entry_wanted)
        self.commands = Palette(self.registry, context, self)
        self.commands.entry_chosen.connect(self.entry_wanted)

        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.refresh_counts)
        self._pulls = QTimer(self)
        self._pulls.setInterval(_PULLS_MS)
        self._pulls.timeout.connect(self._look_for_pulls)
        self._was_online = False
        self._connect(messages)
        self._restore()
        self.refresh_counts()

    # ------------------------------------------------------------------------------------------------------ building

    def _register(self, pages: Sequence[Page]) -> ActionRegistry:
        registry = ActionRegistry(self._context.state, self)
        registry.add(self.actions_by_name)
        for page in pages:
            registry.hints.extend(page.hints)
            for actions in (page.actions, page.more_actions):
                if actions is not None:
                    registry.add(actions, go_there=partial(self.open_page, page.name))
        return registry

    def _arrange(self, pages: Sequence[Page]) -> None:
        for page in pages:
            self._stack.addWidget(page.widget)
        self._stack.addWidget(self.first_fill)
        around_banner = QHBoxLayout()
        around_banner.setContentsMargins(metrics.GAP, 0, metrics.GAP, metrics.GAP)
        around_banner.addWidget(self.banner)
        self._banner_room = QWidget()
        self._banner_room.setLayout(around_banner)
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        right.addWidget(self.toolbar)
        around_pages = QVBoxLayout()
        around_pages.setContentsMargins(metrics.GAP, 0, metrics.GAP, metrics.GAP)
        around_pages.setSpacing(metrics.GAP)
        around_pages.addWidget(self._stack, 1)
        self._around_pages = around_pages
        right.addLayout(around_pages, 1)
        right.addWidget(self._banner_room)  # below: it comes and goes without moving a row under the mouse
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(right, 1)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        if self.band is not None:
            column.addWidget(self.band)
        column.addLayout(across, 1)
        column.addWidget(self.status_bar)
        self.setCentralWidget(middle)

    def _connect(self, messages: Messages) -> None:
        self.rail.page_chosen.connect(self.open_page)
        self.status_bar.review_wanted.connect(self.review)
        self.first_fill.pull_wanted.connect(self.pull)
        self.banner.action_wanted.connect(self._on_banner_action)
        self.banner.keys_left.connect(self._give_keys_back)
        self._status.changed.connect(self._on_status_changed)
        self._context.edits.changed.connect(self._on_changed)
        messages.told.connect(self.undoing.tell)
        messages.problem_met.connect(self.show_problem)

    def show_profile(self, profile: Profile | None) -> None:
        """Also when it was given another name or colour."""
        self.setWindowTitle(window_title(profile))
        self.setWindowIcon(window_icon(profile))
        if profile is not None and self.band is not None:
            self.band.show_profile(profile)
            self.status_bar.show_profile(profile)

    def use_flows(self, flows: SyncFlows) -> None:
        self._flows = flows
        self.toolbar.chip.stop_wanted.connect(flows.stop)
        self.status_bar.conflicts_wanted.connect(lambda: flows.decide())

    def use_push(self, push: PushFlow) -> None:
        """How far a push is stands below the Review page."""
        self._push = push
        self._around_pages.addWidget(push.panel)
        push.panel.wanted_changed.connect(self._show_panel)
        self._show_panel()

    def _show_panel(self) -> None:
        if self._push is None:
            return
        panel, held = self._push.panel, QApplication.focusWidget()
        had_keys = held is not None and panel.isAncestorOf(held)
        panel.setVisible(panel.is_wanted and self._name == "review")
        if had_keys and panel.isHidden():
            self._give_keys()

    # --------------------------------------------------------------------------------------------------------- pages

    @property
    def page_name(self) -> str:
        return self._name

    def open_page(self, name: str) -> None:
        if name not in self._pages:
            return
        self._name = name
        self._over = None
        self.rail.show_chosen(name)
        self._search.show_page(name)
        self._show_page()
        self._give_keys()

    def _give_keys(self) -> None:
        page = self._pages[self._name]
        if page.take_keys is not None and self._stack.currentWidget() is page.widget:
            page.take_keys()

    def _give_keys_back(self) -> None:
        """To where they were on the page."""
        shown = self._stack.currentWidget()
        held = shown.focusWidget() if shown is not None else None
        if held is not None and held.isVisible() and held.isEnabled():
            held.setFocus()
        else:
            self._stack.setFocus()
            self._give_keys()

    def _show_page(self) -> None:
        if self._over is not None:
            return
        page = self._pages[self._name]
        empty = page.needs_rows and self._counts is not None and not sum(self._counts.skus.values())
        self._stack.setCurrentWidget(self.first_fill if empty else page.widget)
        self._show_panel()

    def show_over(self, panel: QWidget) -> None:
        """In the place of the page, until a page is opened."""
        if self._stack.indexOf(panel) < 0:
            self._stack.addWidget(panel)
        self._over = panel
        self._stack.setCurrentWidget(panel)

    def leave_over(self) -> None:
        self.open_page(self._name)

    # ------------------------------------------------------------------------------------------------------- actions

    def search(self) -> None:
        self._search.take_keys()

    def clear_search(self, name: str) -> None:
        """Of a page that searches for nothing any more, whichever is open."""
        self._search.clear(name)

    def undo(self) -> None:
        self.undoing.undo()

    def redo(self) -> None:
        self.undoing.redo()

    def pull(self) -> None:
        if self._flows is not None:
            self._flows.pull()

    def pull_all(self) -> None:
        if self._flows is not None:
            self._flows.pull(full=True)

    def review(self) -> None:
        self.open_page("review")

    def push(self) -> None:
        if self._push is not None:
            self._push.push()

    def decide(self) -> None:
        if self._flows is not None:
            self._flows.decide()

    def stop(self) -> None:
        if self._flows is not None:
            self._flows.stop(self._status.activity)

    def find_command(self) -> None:
        self.commands.open()

    def shortcuts(self) -> None:
        sheet = ShortcutsSheet(self, self.registry)
        self.question = sheet
        sheet.open()

    def about(self) -> None:
        if self._context.composition is not None:
            dialog = AboutDialog(self, self._context.tasks, self._context.composition)
            self.question = dialog
            dialog.open()

    def leave(self) -> None:
        self.close()

    def _on_banner_action(self, action: str) -> None:
        match action:
            case "pull":
                self.pull()
            case "push":
                self.push()
            case "wake":
                self._context.engine.wake()
            case "password":
                self.my_password_wanted.emit()
            case "settings" | "activity":
                self.open_page(action)

    # ------------------------------------------------------------------------------------------------ what is shown

    def refresh_counts(self) -> None:
        queries = self._context.queries
        self._context.tasks.read(
            lambda: (queries.counts(), queries.undo_labels()), self._on_counts, owner=self
        )

    def _on_counts(self, found: tuple[WorkspaceCounts, tuple[str, str]]) -> None:
        self._counts, self._labels = found
        self.status_bar.show_counts(self._counts)
        self._refresh_actions()
        if self._name:
            self._show_page()

    def _refresh_actions(self) -> None:
        counts = self._counts
        self.actions_by_name.refresh(
            WindowState(
                pending_fields=counts.pending_fields if counts else 0,
                pending_entities=counts.pending_entities if counts else 0,
                conflicts=counts.conflicts if counts else 0,
                proposals=counts.proposals if counts else 0,
                undo_label=self._labels[0],
                redo_label=self._labels[1],
                activity=self._status.activity,
                connection=self._status.connection,
                no_keys="" if self._context.has_keys else self._status.no_keys_words(),
            )
        )

    def _on_status_changed(self) -> None:
        is_there = self._status.connection is not Connection.OFFLINE
        self.status_bar.show_hub(self._status.hub_words(), is_there=is_there)
        self._banner_room.setVisible(self._status.notice is not None)
        self._refresh_actions()
        online = self._status.connection is Connection.ONLINE
        if online != self._was_online:
            self._was_online = online
            if online:
                self._pulls.start()
                self._look_for_pulls()
            else:
                self._pulls.stop()

    def _look_for_pulls(self) -> None:
        """The status tells when anybody of the team pulled last."""
        self._context.engine.read_runs()

    def _on_changed(self, changes: Changes, initiator: object) -> None:
        self.undoing.note(changes, initiator)
        if initiator is None:
            if not self._soon.isActive():
                self._soon.start(_COUNTS_MS)
            return
        self._soon.start(_OWN_COUNTS_MS)
        if changes.txn_id is not None:
            self._labels = (changes.label, "")  # who takes it back at once need not wait for the counts
            self._refresh_actions()

    def _shows(self, key: EntityKey) -> bool:
        shows = self._pages[self._name].shows
        return shows is not None and shows(key)

    def show_problem(self, error: LaziError) -> None:
        self.toast.say(str(error))

    # ------------------------------------------------------------------------------------------------- being a window

    def _restore(self) -> None:
        state = self._context.state
        kept = state.value(GEOMETRY)
        if not (isinstance(kept, QByteArray) and self.restoreGeometry(kept)):
            self._take_first_size()
        remembered = str(state.value(PAGE, ""))
        self.open_page(remembered if remembered in self._pages else next(iter(self._pages)))
        self._on_status_changed()
        self._stack.setFocus()  # not the first button of the rail

    def _take_first_size(self) -> None:
        room = QGuiApplication.primaryScreen().availableGeometry()
        size = FIRST_SIZE.boundedTo(room.size() - FRAME)
        self.resize(size)
        self.move(room.center() - self.rect().center())

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self.leaving.may_go():
            event.ignore()
            return
        self._context.state.setValue(GEOMETRY, self.saveGeometry())
        self._context.state.setValue(PAGE, self._name)
        super().closeEvent(event)
        self.closed.emit()
