"""The toolbar's search: each page keeps what is searched for on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject

from lazi_desktop.ui.page import Page
from lazi_desktop.ui.shell.search_field import SearchField


class PageSearch(QObject):
    """What is typed while a page is open that cannot be searched is for the first that can; it opens then."""

    def __init__(
        self, field: SearchField, pages: Mapping[str, Page], open_page: Callable[[str], None]
    ) -> None:
        super().__init__(field)
        self._field = field
        self._pages = pages
        self._open_page = open_page
        self._open = ""
        self._words: dict[str, str] = {}
        field.search_changed.connect(self._on_changed)
        field.results_wanted.connect(self._on_results_wanted)

    def show_page(self, name: str) -> None:
        self._open = name
        page = self._searchable()
        if page is not None:
            self._field.show_text(self._words.get(page.name, ""), page.search_hint)

    def clear(self, name: str) -> None:
        """Of a page that searches for nothing any more, whichever is open."""
        self._words[name] = ""
        page = self._searchable()
        if page is not None and page.name == name:
            self._field.clear()

    def take_keys(self) -> None:
        self._field.setFocus()
        self._field.selectAll()

    def _searchable(self) -> Page | None:
        page = self._pages.get(self._open)
        if page is not None and page.set_search is not None:
            return page
        return next((page for page in self._pages.values() if page.set_search is not None), None)

    def _on_changed(self, text: str) -> None:
        page = self._searchable()
        if page is None or page.set_search is None:
            return
        self._words[page.name] = text
        if text and self._open != page.name:
            self._open_page(page.name)
        page.set_search(text)

    def _on_results_wanted(self) -> None:
        page = self._searchable()
        if page is not None and page.enter_results is not None:
            self._open_page(page.name)
            page.enter_results()
