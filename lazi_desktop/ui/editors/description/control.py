"""A description: formatted text with its tools in the line of the title, or the HTML itself.

The HTML stays exactly as it came until somebody changes something; what comes back to how it was is no change.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.rich_text import is_link
from lazi_desktop.domain.rich_text_reader import MOST_READ, Lost, lost_in, read_html
from lazi_desktop.domain.rich_text_writer import write_html
from lazi_desktop.domain.typed_text import MAX_TEXT
from lazi_desktop.domain.values import Value
from lazi_desktop.ui.editors.description.rich_view import RichView
from lazi_desktop.ui.editors.field_control import ControlPlace, FieldControl
from lazi_desktop.ui.editors.marked_field import MarkedField
from lazi_desktop.ui.editors.text_controls import watch
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.basics import label, set_property

_LIMIT = MAX_TEXT[FieldType.HTML]
_TELL_FROM = _LIMIT - 2_000
_HEIGHT = 92
_TOOL = 22


class DescriptionControl(FieldControl):
    shows_title = True
    is_wide = True

    def __init__(self, place: ControlPlace) -> None:
        super().__init__(place.parent)
        self._shown = ""
        self._is_showing = False
        self._is_fixed = False
        self.widget = self._field = MarkedField(place.parent)
        self.rich = RichView(self.widget)
        self.source = QPlainTextEdit(self.widget)
        self.source.setTabChangesFocus(True)
        self.rich.setAccessibleName(place.title)
        self.source.setAccessibleName(self.tr("{title} as HTML").format(title=place.title))
        self.views = QStackedWidget(self.widget)
        self.views.addWidget(self.rich)
        self.views.addWidget(self.source)
        self.views.setFixedHeight(_HEIGHT)
        self.hint = label("", "small", wrap=True)
        self.hint.hide()
        self.link = QLineEdit(self.widget)
        self.link.setPlaceholderText(self.tr("https://…  Enter links, empty removes the link"))
        self.link.setAccessibleName(self.tr("Where the link leads"))
        self.link.hide()
        self._lay_out(place.title)
        self.rich.changed.connect(self._on_rich)
        self.rich.cursorPositionChanged.connect(self._show_looks)
        self.rich.currentCharFormatChanged.connect(self._show_looks)
        self.source.textChanged.connect(self._on_source)
        self.link.returnPressed.connect(self._on_link)
        for view in (self.rich, self.source, self.link):
            view.installEventFilter(self)
        self._field.mark_on(self.rich, self.source)
        self.widget.setFocusProxy(self.rich)

    def _lay_out(self, title: str) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(0)
        name = QLabel(title)
        name.setProperty("tone", "small")
        name.setBuddy(self.rich)
        head.addWidget(name, 1)
        self.tools = {look: self._tool(glyph, words) for look, glyph, words in self._looks()}
        for look, tool in self.tools.items():
            head.addWidget(tool)
            if look not in ("link", "clear", "source"):
                tool.clicked.connect(lambda _on, look=look: self._toggle(look))
        self.tools["link"].clicked.connect(self._ask_for_link)
        self.tools["clear"].clicked.connect(self._clear)
        self.tools["source"].clicked.connect(self._switch)
        for look in ("link", "clear"):
            self.tools[look].setCheckable(False)
        layout = QVBoxLayout(self.widget)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(head)
        for widget in (self.link, self.views, self.hint):
            layout.addWidget(widget)
        for before, after in pairwise((self.tools["bold"], self.link, self.rich, self.source)):
            QWidget.setTabOrder(before, after)
        self.widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def _looks(self) -> list[tuple[str, Glyph, str]]:
        return [
            ("bold", Glyph.BOLD, self.tr("Bold (Ctrl+B)")),
            ("italic", Glyph.ITALIC, self.tr("Italic (Ctrl+I)")),
            ("underline", Glyph.UNDERLINE, self.tr("Underlined (Ctrl+U)")),
            ("bullets", Glyph.LISTS, self.tr("List")),
            ("numbers", Glyph.NUMBERS, self.tr("Numbered list")),
            ("link", Glyph.CONNECT, self.tr("Link…")),
            ("clear", Glyph.PLAIN, self.tr("Clear the format")),
            ("source", Glyph.SOURCE, self.tr("Show the HTML")),
        ]

    def _tool(self, glyph: Glyph, words: str) -> QToolButton:
        made = QToolButton(self.widget)
        made.setProperty("variant", "icon")
        made.setIcon(icon(glyph, "text_muted", checked="accent"))
        made.setIconSize(QSize(14, 14))
        made.setFixedSize(_TOOL + 2, _TOOL)
        made.setCheckable(True)
        made.setToolTip(words)
        made.setAccessibleName(words)
        made.setFocusPolicy(Qt.FocusPolicy.TabFocus if glyph is Glyph.BOLD else Qt.FocusPolicy.NoFocus)
        made.installEventFilter(self)
        return made

    # -------------------------------------------------------------------------------------------------- showing

    def show_value(self, value: Value) -> None:
        self._place("")
        markup = value or ""
        if markup == self._shown and not self._is_showing and markup == self._standing():
            for view in (self.rich, self.source):
                view.document().clearUndoRedoStacks()
            return
        self._shown = markup
        self._fill()

    def show_different(self, words: str, common: Value = None) -> None:
        self._shown = ""
        self._fill()
        self._place(words)

    def restore(self, typed: Value) -> None:
        self._shown = typed or ""
        self._fill()

    def _place(self, words: str) -> None:
        self.rich.setPlaceholderText(words)
        self.source.setPlaceholderText(words)

    def _fill(self) -> None:
        self._is_showing = True
        if len(self._shown) > MOST_READ and not self.is_source:
            self._show_source(True)
        if self.is_source:
            self.source.setPlainText(self._shown)
        else:
            self.rich.fill(read_html(self._shown))
        self._is_showing = False
        self._tell()
        self._show_looks()

    def _standing(self) -> str:
        """The HTML of what stands there. Formatted text that is as it was has the HTML that it was shown from."""
        if self.is_source:
            return self.source.toPlainText()
        clean = write_html(self.rich.rich_text())
        return self._shown if clean == write_html(read_html(self._shown)) else clean

    def _tell(self) -> None:
        """How much there is of what it may hold, and what formatted text would lose."""
        length = (
            len(self._standing()) if len(self._shown) > _TELL_FROM or self.is_source else len(self._shown)
        )
        lost = frozenset() if self.is_source or self._is_fixed else lost_in(self._shown)
        words = []
        if length > _TELL_FROM:
            words.append(
                self.tr("{count} of {limit} characters").format(count=whole(length), limit=whole(_LIMIT))
            )
        if lost:
            names = ", ".join(name for one, name in self._names().items() if one in lost)
            words.append(self.tr("Editing here drops {what}; “Show the HTML” keeps them.").format(what=names))
        self.hint.setText("  ".join(words))
        self.hint.setVisible(bool(words))
        set_property(self.hint, "tone", "error" if length > _LIMIT else "small")

    def _names(self) -> dict[Lost, str]:
        return {
            Lost.TABLES: self.tr("tables"),
            Lost.IMAGES: self.tr("images"),
            Lost.HEADINGS: self.tr("headings"),
            Lost.COLOURS: self.tr("colours and sizes"),
            Lost.PROGRAMS: self.tr("scripts"),
        }

    # --------------------------------------------------------------------------------------------------- typing

    def _on_rich(self) -> None:
        if not self._is_showing and not self._is_fixed:
            self.typed.emit(self._standing())
            self._tell()

    def _on_source(self) -> None:
        if not self._is_showing and self.is_source:
            self.typed.emit(self.source.toPlainText())
            self._tell()

    def _show_looks(self) -> None:
        for look, on in self.rich.looks().items():
            self.tools[look].setChecked(on and self.tools[look].isCheckable())

    def _toggle(self, look: str) -> None:
        self.rich.toggle(look)
        self.rich.setFocus()
        self._show_looks()

    def _clear(self) -> None:
        self.rich.clear_format()
        self.rich.setFocus()

    # --------------------------------------------------------------------------------------------------- source

    @property
    def is_source(self) -> bool:
        return self.views.currentWidget() is self.source

    def _switch(self) -> None:
        """Looking at the HTML changes nothing; what was changed there is shown formatted."""
        markup, kept = self._standing(), self._shown
        self._show_source(not self.is_source)
        self._shown = markup
        self._fill()
        self._shown = kept if not self.is_source and markup == kept else markup
        view = self.source if self.is_source else self.rich
        self.widget.setFocusProxy(view)
        view.setFocus()

    def _show_source(self, on: bool) -> None:
        self.views.setCurrentWidget(self.source if on else self.rich)
        self.tools["source"].setChecked(on)
        for look, tool in self.tools.items():
            tool.setEnabled(look == "source" or not (on or self._is_fixed))

    # ----------------------------------------------------------------------------------------------------- link

    def _ask_for_link(self) -> None:
        self.link.setText(self.rich.link_here())
        set_property(self.link, "invalid", None)
        self.link.show()
        self.link.selectAll()
        self.link.setFocus()

    def _on_link(self) -> None:
        target = self.link.text().strip()
        if target and "@" in target and "://" not in target and not is_link(target):
            target = f"mailto:{target}"
        elif target and not is_link(target) and "." in target and ":" not in target:
            target = f"https://{target}"
        if target and not is_link(target):
            set_property(self.link, "invalid", "true")
            self.link.setToolTip(self.tr("A link begins with https://, http://, mailto: or tel:."))
            return
        self.rich.set_link(target)
        self._end_link()

    def _end_link(self) -> None:
        self.link.hide()
        self.rich.setFocus()

    # ---------------------------------------------------------------------------------------------------- other

    def _fix(self, fixed: bool) -> None:
        self._is_fixed = fixed
        for view in (self.rich, self.source):
            view.setReadOnly(fixed)
        self._show_source(self.is_source)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and self._goes_on():
            return False
        if isinstance(watched, QToolButton):
            if event.type() == QEvent.Type.FocusOut:
                self.left.emit()
            return isinstance(event, QKeyEvent) and self._walk(watched, event)
        is_press = event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent)
        if watched is self.link and is_press and event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self._end_link()
            return True
        return watch(self, watched, event)

    def _goes_on(self) -> bool:
        """The focus went to another part of it."""
        focus = QApplication.focusWidget()
        return focus is not None and self.widget.isAncestorOf(focus)

    def _walk(self, tool: QToolButton, event: QKeyEvent) -> bool:
        """The arrows go from tool to tool."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is None or event.type() != QEvent.Type.KeyPress:
            return False
        tools = [one for one in self.tools.values() if one.isEnabled()]
        tools[(tools.index(tool) + step) % len(tools)].setFocus(Qt.FocusReason.OtherFocusReason)
        return True
