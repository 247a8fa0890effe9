"""The window and what lives as long as it."""

from __future__ import annotations

from dataclasses import dataclass

from lazi_desktop.ui.activity.activity_page import ActivityPage
from lazi_desktop.ui.gallery.gallery_page import GalleryPage
from lazi_desktop.ui.kits.kits_page import KitsPage
from lazi_desktop.ui.main_window import MainWindow
from lazi_desktop.ui.pricebook.page import PricebookPage
from lazi_desktop.ui.push.push_flow import PushFlow
from lazi_desktop.ui.review.review_page import ReviewPage
from lazi_desktop.ui.settings.settings_page import SettingsPage
from lazi_desktop.ui.sync.create_questions import CreateQuestions
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.sync.flows import SyncFlows
from lazi_desktop.ui.sync.refusals import Refusals
from lazi_desktop.ui.sync.status import SyncStatus
from lazi_desktop.ui.team.team_page import TeamPage


@dataclass(slots=True)
class Opened:
    window: MainWindow
    pricebook: PricebookPage
    kits: KitsPage
    gallery: GalleryPage
    review: ReviewPage
    activity: ActivityPage
    settings: SettingsPage
    team: TeamPage
    status: SyncStatus
    flows: SyncFlows
    push: PushFlow
    signals: EngineSignals
    refusals: Refusals
    questions: CreateQuestions
