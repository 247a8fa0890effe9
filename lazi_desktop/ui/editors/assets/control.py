"""Pictures, videos and files of an entry, or those that several share: added, put in order, renamed, taken away. Each
change is recorded at once, as one step. What stands on the web opens in the browser; a path in ServiceTitan's storage
is shown and never opened."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QVBoxLayout

from lazi_desktop.domain.assets import read_assets
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.pictures import choose_cover, name_picture, order_pictures, remove_pictures
from lazi_desktop.ports.workspace import UnitOfWork
from lazi_desktop.ui.editors.assets.acts import CHANGING, MENU, Situation, acts
from lazi_desktop.ui.editors.assets.asset_words import pictures_difference
from lazi_desktop.ui.editors.assets.list_view import AssetsView
from lazi_desktop.ui.editors.assets.model import AssetsModel
from lazi_desktop.ui.editors.field_control import NOT_CHANGED, ControlPlace, FieldControl
from lazi_desktop.ui.editors.marked_field import MarkedField
from lazi_desktop.ui.editors.subject import Subject
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.picture_adding.adding import PictureAdding, Target
from lazi_desktop.ui.picture_adding.adding_line import AddingLine
from lazi_desktop.ui.picture_adding.choosing import choose_pictures
from lazi_desktop.ui.picture_adding.copying import PictureCopying
from lazi_desktop.ui.picture_adding.dropped import sources_on_clipboard
from lazi_desktop.ui.picture_adding.sources import Source
from lazi_desktop.ui.picture_editor.opening import edit_picture
from lazi_desktop.ui.said import said
from lazi_desktop.ui.theme import metrics
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import button, frame, label, set_property

_BUTTONS = ("edit", "replace", "default", "remove")
"""Those that stand below the list; the menu has all."""
_WIDEST = 760


class AssetsControl(FieldControl):
    is_wide = True

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self._context = place.context
        self._name = place.field.name
        self._keys: tuple[EntityKey, ...] = ()
        self._reason = ""
        self._differs = ""
        self._value: Value = None
        self._theirs: Value | object = NOT_CHANGED
        self._removed: set[str] = set()
        """Addresses of what was taken away here, of this entry."""
        self.widget = self._marked = MarkedField(place.parent)
        self.adding = PictureAdding(place.context, self)
        self.copying = PictureCopying(place.context.pictures, self)
        self.model = AssetsModel(place.context.pictures, self)
        self.view = AssetsView(self.model, self.widget)
        self.view.setAccessibleName(place.title)
        self.line = AddingLine(self.adding, notifier=place.context.notifier)
        self.said = label("", "small", wrap=True)
        self._acts = acts()
        self.buttons = {name: self._button(name) for name in ("add", *_BUTTONS)}
        self.more = button("", "icon", glyph=Glyph.MORE, name=self.tr("More for pictures and files"))
        self.more.setToolTip(self.more.accessibleName())
        self._lay_out()
        self._listen()
        self._offer()

    def _button(self, name: str) -> QPushButton:
        act = self._acts[name]
        words = act.title if name == "add" else ""
        made = button(words, "quiet" if words else "icon", glyph=act.glyph, name=act.title.removesuffix("…"))
        made.clicked.connect(lambda: self.do(name))
        return made

    def _lay_out(self) -> None:
        card = frame("card")
        inner = QVBoxLayout(card)
        inner.setContentsMargins(1, 1, 1, 1)
        inner.addWidget(self.view)
        self._marked.mark_on(card)
        self.view.focused.connect(lambda on: set_property(card, "focused", "true" if on else "false"))
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self.buttons["add"])
        row.addStretch(1)
        for name in _BUTTONS:
            row.addWidget(self.buttons[name])
        row.addWidget(self.more)
        layout = QVBoxLayout(self.widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(metrics.GAP_TINY)
        layout.addWidget(card)
        layout.addLayout(row)
        layout.addWidget(self.said)
        layout.addWidget(self.line)
        self.widget.setMaximumWidth(_WIDEST)
        self.widget.setFocusProxy(self.view)

    def _listen(self) -> None:
        self.view.key_pressed.connect(self.do)
        self.view.menu_wanted.connect(self._open_menu)
        self.view.chosen_changed.connect(self._offer)
        self.view.dropped.connect(self._add)
        self.view.ordered.connect(self._order)
        self.model.named.connect(self._rename)
        self.copying.could_not.connect(lambda words: self.line.say_words(said(words)))
        self.more.clicked.connect(
            lambda: self._open_menu(self.more.mapToGlobal(QPoint(0, self.more.height())))
        )
        self._context.edits.level_changed.connect(self._offer)

    # ------------------------------------------------------------------------------------------------------- showing

    def know(self, subject: Subject) -> None:
        if subject.keys != self._keys:
            self._keys = subject.keys
            self.view.leave_name()
            self._removed.clear()
            self.view.clearSelection()  # a row that was chosen was chosen of another entry
            self.line.look_at(subject.keys)
            self._offer()

    def compare_with(self, theirs: Value | object) -> None:
        self._theirs = theirs

    def difference(self) -> str:
        return "" if self._theirs is NOT_CHANGED else pictures_difference(self._theirs, self._value)

    def show_value(self, value: Value) -> None:
        self._show(value, "")

    def show_different(self, words: str, common: Value = None) -> None:
        self._show(None, words)

    def _show(self, value: Value, differs: str) -> None:
        chosen, current = self.view.addresses(), self.view.current_address()
        row, typed = self.view.rows()[0] if chosen else 0, self.view.typed_name()
        self._value, self._differs = value, differs
        assets = read_assets(value)
        if back := [one.address for one in assets if one.address in self._removed - self.model.addresses]:
            chosen, current = back, back[0]  # undone: the next key is about what came back
            self._removed.difference_update(back)
        self.model.show(assets, self.widget.devicePixelRatioF())
        self.view.choose(chosen, current=current, otherwise=row)
        if typed is not None and not self.view.is_naming():
            self.view.go_on_naming(*typed)
        self.view.fit()
        self._offer()

    def _fix(self, fixed: bool) -> None:
        self._offer()

    def forbid(self, reason: str) -> None:
        self._reason = reason
        super().forbid(reason)

    def allow(self) -> None:
        self._reason = ""
        super().allow()

    def _situation(self) -> Situation:
        chosen = [self.model.assets[row] for row in self.view.rows()]
        no_right = "" if self._context.edits.may_record else self.adding.why_not()
        return Situation(
            self._name,
            chosen,
            len(self.model.assets),
            len(self._keys),
            self._reason or no_right,
            self.adding.why_not(),
        )

    def _offer(self) -> None:
        """Shows what can be done now."""
        situation = self._situation()
        locked = situation.locked
        for name, one in self.buttons.items():
            why_not = situation.why_not(name)
            one.setEnabled(not why_not)
            one.setVisible(not locked and self._is_wanted(name))
            keys = self._acts[name].keys
            title = self._acts[name].title
            one.setToolTip(why_not or (f"{title.removesuffix('…')} ({keys})" if keys else title))
        self.more.setVisible(bool(self.model.assets) or not situation.why_not("add"))
        self.buttons["add"].setText(self._add_title())
        self.view.may_change = not locked and len(self._keys) == 1
        self.view.may_take = not situation.why_not("add")
        self.model.may_name = self.view.may_change and self._name == "assets"
        self.view.say(self._hint(locked))
        self.said.setText(locked)
        self.said.setVisible(bool(locked))

    def _is_wanted(self, name: str) -> bool:
        """Below the list stands what can be of use with what is in it."""
        if name == "add":
            return self._name != "sku_videos"
        if name == "default" and self._name == "image":
            return False
        return bool(self.model.assets) and (self._name != "sku_videos" or name == "remove")

    def _add_title(self) -> str:
        if len(self._keys) > 1:
            return self.tr("Add to all {count}…").format(count=whole(len(self._keys)))
        return self.tr("Choose…") if self._name == "image" else self._acts["add"].title

    def _hint(self, locked: str) -> str:
        if self._differs:
            return self._differs
        if locked or self._name == "sku_videos":
            return self.tr("None")
        if self._name == "image":
            return self.tr("None yet: drop a picture here, or paste it.")
        return self.tr("None yet: drop pictures here, or paste them.")

    # --------------------------------------------------------------------------------------------------------- acting

    def do(self, name: str) -> None:
        """One of `acts`; "enter" is the nearest."""
        situation = self._situation()
        if name == "enter":
            name = "open" if situation.why_not("edit") else "edit"
        why_not = situation.why_not(name)
        if why_not:
            self.line.say_words(why_not)
            return
        self.line.rest()
        handlers: dict[str, Callable[[], object]] = {
            "add": self._choose,
            "paste": self._paste,
            "edit": self._edit,
            "replace": self._replace,
            "open": lambda: QDesktopServices.openUrl(QUrl(situation.chosen[0].address)),
            "rename": lambda: self.view.edit(self.view.currentIndex()),
            "default": lambda: self._do(choose_cover, self.view.addresses()[0]),
            "up": lambda: self.view.move_chosen(-1),
            "down": lambda: self.view.move_chosen(1),
            "copy": lambda: self.copying.copy(self.model.carried(self.view.rows())),
            "remove": self._remove,
        }
        handlers[name]()

    def _do(self, operation: Callable[..., Changes], *given: object) -> None:
        if not self._keys:
            return
        key, name = self._keys[0], self._name

        def record(work: UnitOfWork) -> Changes:
            return operation(work, key, name, *given)

        self._context.edits.do(record, initiator=self)

    def _remove(self) -> None:
        addresses = self.view.addresses()
        self._removed.update(addresses)
        self._do(remove_pictures, addresses)

    def _order(self, addresses: Sequence[str]) -> None:
        self._do(order_pictures, addresses)

    def _rename(self, address: str, alias: str) -> None:
        self._do(name_picture, address, alias)

    def _targets(self) -> list[Target]:
        return [Target(key, self._name) for key in self._keys]

    def _add(self, sources: Sequence[Source]) -> None:
        if sources:
            self.adding.add_to(self._targets(), sources)
        else:
            self.line.say_words(self.tr("There is no picture in it."))

    def _choose(self) -> None:
        targets = self._targets()  # where it was asked for, whatever is shown by then
        choose_pictures(
            self.widget,
            self._context.state,
            lambda sources: self.adding.add_to(targets, sources),
            only_one=self._name == "image",
        )

    def _paste(self) -> None:
        sources = sources_on_clipboard()
        if sources:
            self._add(sources)
        else:
            self.line.say_words(self.tr("There is no picture on the clipboard."))

    def _replace(self) -> None:
        target, address = self._targets()[0], self.view.addresses()[0]
        choose_pictures(
            self.widget,
            self._context.state,
            lambda sources: self.adding.replace(target, address, sources[0]),
            only_one=True,
        )

    def _edit(self) -> None:
        asset = self.model.assets[self.view.rows()[0]]
        edit_picture(self.widget, self._context, self.adding, self._targets()[0], asset)

    def _open_menu(self, at: QPoint) -> None:
        situation = self._situation()
        menu = QMenu(self.widget)
        menu.setToolTipsVisible(True)
        for name in MENU:
            if not name:
                menu.addSeparator()
                continue
            why_not = situation.why_not(name)
            if (name in CHANGING and situation.locked) or (name == "open" and why_not):
                continue
            act = self._acts[name]
            made = menu.addAction(icon(act.glyph), act.title)
            made.setShortcut(QKeySequence(act.keys))
            made.setEnabled(not why_not)
            made.setToolTip(why_not)
            made.triggered.connect(lambda _on=False, name=name: self.do(name))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
