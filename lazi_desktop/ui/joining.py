"""Who goes where, and who asks whom: the signals between pages and flows, which know nothing of each other."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.ui.opened import Opened


class _Ways(QObject):
    """From wherever somebody is to what they want to see. Lives as long as the window."""

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened.window)
        self._opened = opened

    def entity(self, key: EntityKey) -> None:
        self.pricebook()
        self._opened.pricebook.show_entity(key)

    def editor(self, key: EntityKey, field: str) -> None:
        self.pricebook()
        self._opened.pricebook.editors.open(key, field)

    def pricebook(self) -> None:
        self._opened.window.open_page("pricebook")

    def kit(self, kit: KitId) -> None:
        self._opened.window.open_page("kits")
        self._opened.kits.open_kit(kit)

    def change_set(self, set_id: UUID) -> None:
        self._opened.review.only_change_set(set_id)
        self._opened.window.open_page("review")

    def my_password(self) -> None:
        self._opened.window.open_page("team")
        self._opened.team.change_my_password()

    def desk(self, first: UUID | None) -> None:
        self._opened.window.open_page("review")
        self._opened.review.decide(first)


def join(opened: Opened) -> None:
    ways = _Ways(opened)
    _join_flows(opened, ways)
    _join_review(opened, ways)
    _join_pages(opened, ways)
    _join_kits(opened, ways)
    _join_gallery(opened, ways)
    _join_team(opened, ways)


def _join_flows(opened: Opened, ways: _Ways) -> None:
    flows, push = opened.flows, opened.push
    flows.desk_wanted.connect(ways.desk)
    opened.refusals.show_wanted.connect(ways.entity)
    push.show_wanted.connect(ways.entity)
    push.push_asked.connect(opened.pricebook.flush)
    push.conflicts_wanted.connect(flows.decide)
    push.review_wanted.connect(opened.window.review)
    push.activity_wanted.connect(lambda: opened.window.open_page("activity"))


def _join_review(opened: Opened, ways: _Ways) -> None:
    review, push, questions = opened.review, opened.push, opened.questions
    review.show_wanted.connect(ways.entity)
    review.editor_wanted.connect(ways.editor)
    review.pricebook_wanted.connect(ways.pricebook)
    review.decide_wanted.connect(opened.flows.decide)
    review.export_wanted.connect(push.exporting.ask_for_list)
    review.push_wanted.connect(push.push)
    review.going_on_wanted.connect(push.go_on)
    review.questions_wanted.connect(questions.look)
    review.which_wanted.connect(questions.ask)
    questions.known_changed.connect(review.take_questions)
    questions.answered.connect(push.go_on)


def _join_kits(opened: Opened, ways: _Ways) -> None:
    kits = opened.kits
    kits.show_wanted.connect(ways.entity)
    kits.editor_wanted.connect(ways.editor)
    kits.uses.wanted.connect(ways.kit)
    opened.pricebook.kit_wanted.connect(kits.adding.ask)
    opened.push.push_asked.connect(kits.flush)


def _join_gallery(opened: Opened, ways: _Ways) -> None:
    gallery = opened.gallery
    gallery.show_wanted.connect(ways.entity)
    gallery.editor_wanted.connect(ways.editor)
    gallery.search_cleared.connect(lambda: opened.window.clear_search("gallery"))


def _join_team(opened: Opened, ways: _Ways) -> None:
    team = opened.team
    team.search_cleared.connect(lambda: opened.window.clear_search("team"))
    opened.window.my_password_wanted.connect(ways.my_password)


def _join_pages(opened: Opened, ways: _Ways) -> None:
    window, activity, pricebook, flows = opened.window, opened.activity, opened.pricebook, opened.flows
    activity.show_wanted.connect(ways.entity)
    activity.pull_wanted.connect(lambda full: flows.pull(full=full))
    activity.push_wanted.connect(opened.push.push)
    activity.accept_wanted.connect(flows.ask_to_accept)
    activity.review_wanted.connect(ways.change_set)
    window.entry_wanted.connect(ways.entity)
    pricebook.conflict_opened.connect(flows.decide)
    pricebook.search_cleared.connect(lambda: window.clear_search("pricebook"))
    opened.kits.list.search_cleared.connect(lambda: window.clear_search("kits"))
    pricebook.grid.bulk.undo_requested.connect(window.undo)
