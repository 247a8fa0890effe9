"""Builds the window: pages, flows and frame from what the composition root hands over."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import cast

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ports.backups import Backups
from lazi_desktop.ports.doctor import Doctor
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ports.settings import SettingsBook
from lazi_desktop.ports.team import Membership
from lazi_desktop.ports.updates import Updates
from lazi_desktop.ui.activity.activity_page import ActivityPage
from lazi_desktop.ui.activity.schedule_card import ScheduleCard
from lazi_desktop.ui.conflicts.rules_card import RulesCard
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.diagnostics.beside_settings import BesideSettings, DiagnosticsCard
from lazi_desktop.ui.diagnostics.diagnostics_page import DiagnosticsPage
from lazi_desktop.ui.gallery.gallery_page import GalleryPage
from lazi_desktop.ui.gallery.matching.joining import FolderMatching, join_matching
from lazi_desktop.ui.gallery.matching.match_hints import match_hints
from lazi_desktop.ui.gallery.offline.gallery_offline import GalleryOffline
from lazi_desktop.ui.gallery.pushed_pictures import PushedPictures
from lazi_desktop.ui.gallery.reports.gallery_reports import GalleryReports
from lazi_desktop.ui.gallery.tile_adding import TileAdding
from lazi_desktop.ui.gallery.tile_keys import sheet_hints
from lazi_desktop.ui.gallery.view_keys import full_hints
from lazi_desktop.ui.joining import join
from lazi_desktop.ui.keyboard.keyboard_card import KeyboardCard
from lazi_desktop.ui.kits.kits_page import KitsPage
from lazi_desktop.ui.kits.lines.lines_actions import lines_hints
from lazi_desktop.ui.kits.listing.list_actions import list_hints
from lazi_desktop.ui.listed_names import ListedNamesAtHand
from lazi_desktop.ui.main_window import MainWindow
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.opened import Opened
from lazi_desktop.ui.page import Page
from lazi_desktop.ui.pricebook.key_hints import pricebook_hints
from lazi_desktop.ui.pricebook.page import PricebookPage
from lazi_desktop.ui.push.push_flow import PushFlow
from lazi_desktop.ui.review.review_actions import review_hints
from lazi_desktop.ui.review.review_page import ReviewPage
from lazi_desktop.ui.review.set_chooser import SetChooser
from lazi_desktop.ui.seeing.queries import SeenQueries
from lazi_desktop.ui.settings.backup_card import BackupCard
from lazi_desktop.ui.settings.cards import Fact
from lazi_desktop.ui.settings.settings_page import SettingsPage
from lazi_desktop.ui.settings.team_card import TeamCard
from lazi_desktop.ui.sync.create_questions import CreateQuestions
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.flows import SyncFlows
from lazi_desktop.ui.sync.key_hints import conflict_hints
from lazi_desktop.ui.sync.refusals import Refusals
from lazi_desktop.ui.sync.status import SyncStatus
from lazi_desktop.ui.team.team_page import TeamPage
from lazi_desktop.ui.theme.apply import dressed_at_the_end
from lazi_desktop.ui.theme.icons import Glyph


def open_window(
    context: UiContext,
    messages: Messages,
    *,
    facts: Sequence[Fact] = (),
    version: str = "",
    change_connection: Callable[[], None] | None = None,
    book: SettingsBook | None = None,
    reopen: Callable[[], None] | None = None,
    alone: bool = False,
    doctor: Doctor | None = None,
    membership: Membership | None = None,
    backups: Backups | None = None,
    updates: Updates | None = None,
) -> Opened:
    """Builds the window; the caller shows it, and starts the engine afterwards so that no word of it is missed.

    `book` keeps the settings; without one nothing is kept but the look, until it closes. `reopen` opens the window anew
    with what was changed. `alone` tells that nobody shares the database.
    Without a `doctor` there are no diagnostics, without a `membership` nobody is handed an invitation.
    """
    edits = context.edits
    context = replace(context, queries=cast("PricebookQueries", SeenQueries(context.queries, edits)))
    with dressed_at_the_end():
        opened = _build(
            context,
            messages,
            facts,
            version,
            book,
            alone=alone,
            can_change=change_connection is not None,
            can_reopen=reopen is not None,
            doctor=doctor,
            membership=membership,
            updates=updates,
        )
    if opened.settings.updates is not None:
        opened.settings.updates.changed.connect(opened.status.take_update)
    if backups is not None:
        opened.settings.add_card(BackupCard(context, backups))
    keyboard = KeyboardCard()
    opened.settings.add_card(keyboard)
    keyboard.use(opened.window.registry)
    messages.to_be_read.connect(opened.status.mind)
    join(opened)
    opened.settings.about_wanted.connect(opened.window.about)
    if reopen is not None:
        opened.settings.reopen_wanted.connect(reopen)
    if change_connection is not None:
        opened.settings.change_connection_wanted.connect(change_connection)
        opened.team.change_connection_wanted.connect(change_connection)
    opened.push.look_for_cut_push()
    return opened


def _build(
    context: UiContext,
    messages: Messages,
    facts: Sequence[Fact],
    version: str,
    book: SettingsBook | None,
    *,
    alone: bool,
    can_change: bool,
    can_reopen: bool,
    doctor: Doctor | None,
    membership: Membership | None,
    updates: Updates | None,
) -> Opened:
    signals = EngineSignals(context.engine, context.edits)
    if context.pictures is not None:
        PushedPictures(context.pictures, signals)
    names = ListedNamesAtHand(context, signals)
    status = SyncStatus(signals, context.state, alone=alone)
    kits = KitsPage(context, signals)
    pricebook = PricebookPage(context, signals, more_uses=kits.uses)
    names.changed.connect(pricebook.grid.model.names_changed)
    gallery, matching = _gallery(context)
    for listing in (pricebook, gallery.listing):
        status.first_pull_told.connect(listing.know_first_pull)
    review = ReviewPage(context, signals)
    activity = ActivityPage(context, signals, status)
    settings = SettingsPage(
        context,
        facts,
        version,
        book=book,
        can_change_connection=can_change,
        can_reopen=can_reopen,
        rules=RulesCard(context, signals),
        schedule=ScheduleCard(signals),
        team=TeamCard(context, signals),
        updates=updates,
    )
    team = TeamPage(context, signals, membership=membership, alone=alone, can_change_connection=can_change)
    beside = _with_diagnostics(context, settings, doctor, version) if doctor is not None else None
    last = (_team_page(team), _settings_page(settings, beside))
    pages = _pages(pricebook, kits, gallery, matching, review, activity, last)
    window = MainWindow(context, pages, status=status, messages=messages)
    flows = SyncFlows(context, signals, status, window)
    push = PushFlow(context, signals, status, window)
    flows.stopping.connect(push.note_stop)
    refusals = Refusals(signals, window)
    questions = CreateQuestions(context, signals, window)
    window.use_flows(flows)
    window.use_push(push)
    window.status_bar.add(SetChooser(review.sets, variant="status"))
    return Opened(
        window,
        pricebook,
        kits,
        gallery,
        review,
        activity,
        settings,
        team,
        status,
        flows,
        push,
        signals,
        refusals,
        questions,
    )


def _gallery(context: UiContext) -> tuple[GalleryPage, FolderMatching | None]:
    """With all that can be done there."""
    gallery = GalleryPage(context)
    reports = GalleryReports(context, gallery)
    if context.picture_gatherer is not None:
        GalleryOffline(context, context.picture_gatherer, gallery, reports.open_broken)
    matching = join_matching(context, gallery)
    TileAdding(context, gallery)
    return gallery, matching


def _with_diagnostics(
    context: UiContext, settings: SettingsPage, doctor: Doctor, version: str
) -> BesideSettings:
    beside = BesideSettings(settings, DiagnosticsPage(context, doctor, version))
    settings.add_card(DiagnosticsCard(beside))
    return beside


def _team_page(team: TeamPage) -> Page:
    return Page(
        name="team",
        title=QCoreApplication.translate("Pages", "Team"),
        glyph=Glyph.TEAM,
        widget=team,
        set_search=team.set_search,
        search_hint=QCoreApplication.translate("Pages", "Search people by name, login, role…"),
        enter_results=team.enter_results,
        take_keys=team.take_keys,
        lost=team.lost,
        at_bottom=True,
        actions=team.actions_by_name,
    )


def _settings_page(settings: SettingsPage, beside: BesideSettings | None) -> Page:
    title = QCoreApplication.translate("Pages", "Settings")
    if beside is None:
        return Page(name="settings", title=title, glyph=Glyph.SETTINGS, widget=settings, at_bottom=True)
    return Page(
        name="settings",
        title=title,
        glyph=Glyph.SETTINGS,
        widget=beside,
        take_keys=beside.take_keys,
        at_bottom=True,
        actions=beside.actions_by_name,
    )


def _pages(
    pricebook: PricebookPage,
    kits: KitsPage,
    gallery: GalleryPage,
    matching: FolderMatching | None,
    review: ReviewPage,
    activity: ActivityPage,
    last: Sequence[Page],
) -> list[Page]:
    def tr(text: str) -> str:
        return QCoreApplication.translate("Pages", text)

    return [
        Page(
            name="pricebook",
            title=tr("Pricebook"),
            glyph=Glyph.PRICEBOOK,
            widget=pricebook,
            set_search=pricebook.set_search,
            enter_results=pricebook.focus_search_results,
            shows=pricebook.shows,
            lost=pricebook.grid.unsaved.lost,
            needs_rows=True,
            actions=pricebook.actions_by_name,
            hints=pricebook_hints(),
        ),
        Page(
            name="kits",
            title=tr("Kits"),
            glyph=Glyph.KIT,
            widget=kits,
            set_search=kits.set_search,
            search_hint=tr("Search kits by name, category, tag…"),
            enter_results=kits.enter_results,
            take_keys=kits.take_keys,
            actions=kits.actions_by_name,
            more_actions=kits.list.actions_by_name,
            hints=[*lines_hints(), list_hints()],
        ),
        Page(
            name="gallery",
            title=tr("Gallery"),
            glyph=Glyph.PICTURE,
            widget=gallery,
            set_search=gallery.set_search,
            enter_results=gallery.enter_results,
            take_keys=gallery.take_keys,
            shows=gallery.shows,
            lost=matching.lost if matching is not None else None,
            needs_rows=True,
            actions=gallery.actions_by_name,
            hints=[sheet_hints(), *full_hints(), *match_hints()],
        ),
        Page(
            name="review",
            title=tr("Review"),
            glyph=Glyph.REVIEW,
            widget=review,
            take_keys=review.take_keys,
            actions=review.actions_by_name,
            hints=[*review_hints(), *conflict_hints()],
        ),
        Page(name="activity", title=tr("Activity"), glyph=Glyph.ACTIVITY, widget=activity),
        *last,
    ]
