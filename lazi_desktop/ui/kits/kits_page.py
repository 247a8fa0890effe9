"""The Kits page: the list of kits, the builder of the one that was opened, and the panels that take their place."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kits.parts import KitId
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.kits.book import Kits
from lazi_desktop.ui.kits.builder import KitBuilder
from lazi_desktop.ui.kits.kit_header import KitHeader
from lazi_desktop.ui.kits.shown_kit import ShownKit
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from lazi_desktop.ui.theme import metrics
