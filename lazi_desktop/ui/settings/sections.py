"""What can be set on the page, section by section: its words, and by what kind of control."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.language import OWN_NAMES


class ControlKind(Enum):
    CHOICE = auto()
    SWITCH = auto()
    NUMBER = auto()
    TEXT = auto()
    CRON = auto()


@dataclass(frozen=True, slots=True)
class Setting:
    """`says` is what a switch, a unit or an empty field says; `at_once`: no other window has to be opened for it."""

    key: str
    title: str
    help: str
    kind: ControlKind
    says: str = ""
    choices: Sequence[tuple[str, str]] = ()
    at_once: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    title: str
    settings: Sequence[Setting] = field(default_factory=tuple)


def look_section() -> Section:
    return Section(
        _tr("Look and language"),
        [
            Setting(
                "theme",
                _tr("Look"),
                _tr("How the window looks, by day and by night."),
                ControlKind.CHOICE,
                choices=[("system", _tr("Like the system")), ("light", _tr("Light")), ("dark", _tr("Dark"))],
                at_once=True,
            ),
            Setting(
                "density",
                _tr("Rows"),
                _tr("Compact shows about a fifth more rows at once."),
                ControlKind.CHOICE,
                choices=[("comfortable", _tr("Comfortable")), ("compact", _tr("Compact"))],
            ),
            Setting(
                "language",
                _tr("Language"),
                _tr("What the window speaks."),
                ControlKind.CHOICE,
                choices=[("system", _tr("Like the system")), *OWN_NAMES.items()],
            ),
        ],
    )


def units_section() -> Section:
    return Section(
        _tr("Units"),
        [
            Setting(
                "units.measures",
                _tr("Measures"),
                _tr(
                    "Which units are offered for what a kit asks for. Any other can be typed; nothing is converted."
                ),
                ControlKind.CHOICE,
                choices=[
                    ("system", _tr("Like the system")),
                    ("us", _tr("Feet, gallons")),
                    ("metric", _tr("Metres, litres")),
                ],
            ),
            Setting(
                "units.new_entries",
                _tr("New entries"),
                _tr("New materials and equipment start with this unit."),
                ControlKind.TEXT,
                _tr("No unit"),
            ),
        ],
    )


def schedule_section() -> Section:
    cron = ControlKind.CRON
    return Section(
        _tr("Schedule"),
        [
            Setting(
                "sync.pull", _tr("Pull of changes"), _tr("Brings what was changed in ServiceTitan."), cron
            ),
            Setting(
                "sync.lists",
                _tr("Lists"),
                _tr("Brings vendors, markups and other lists."),
                cron,
            ),
            Setting(
                "sync.sweep",
                _tr("Full pull"),
                _tr("Reads everything again, and finds what was deleted in ServiceTitan."),
                cron,
            ),
            Setting("sync.tend", _tr("Upkeep"), _tr("Tidies up the shared database."), cron),
            Setting(
                "sync.pause_on_battery",
                _tr("On battery"),
                _tr("What you start yourself runs all the same."),
                ControlKind.SWITCH,
                _tr("Nothing runs by itself on battery"),
            ),
            Setting(
                "sync.pause_on_metered",
                _tr("Metered network"),
                _tr("What you start yourself runs all the same."),
                ControlKind.SWITCH,
                _tr("Nothing runs by itself on a metered network"),
            ),
        ],
    )


def servicetitan_section() -> Section:
    return Section(
        _tr("ServiceTitan"),
        [
            Setting(
                "servicetitan.requests_per_second",
                _tr("Rate limit"),
                _tr("All who work on this tenant share it. ServiceTitan allows 60."),
                ControlKind.NUMBER,
                _tr("requests a second"),
            ),
            Setting(
                "servicetitan.page_size",
                _tr("Page size"),
                _tr("How many entries a pull asks for at once; fewer on a slow line."),
                ControlKind.NUMBER,
                _tr("entries"),
            ),
            Setting(
                "servicetitan.send_together",
                _tr("Faster push"),
                _tr("It is tried on one entry first, and used only where ServiceTitan proves to take it."),
                ControlKind.SWITCH,
                _tr("Send several changes in one request"),
            ),
            Setting(
                "servicetitan.mark_creates",
                _tr("New entries"),
                _tr("So they are found again when ServiceTitan's answer is lost."),
                ControlKind.SWITCH,
                _tr("Mark what is created here"),
            ),
            Setting(
                "servicetitan.web_page",
                _tr("Web page"),
                _tr("The address of an entry in ServiceTitan's own pages, with {list} and {id}."),
                ControlKind.TEXT,
                _tr("The usual address"),
            ),
        ],
    )


def updates_section() -> Section:
    return Section(
        _tr("Updates"),
        [
            Setting(
                "updates.channel",
                _tr("New versions"),
                _tr(
                    "“Early” has them sooner and less tried. What is fetched is installed when the program is closed."
                ),
                ControlKind.CHOICE,
                choices=[("stable", _tr("Stable")), ("early", _tr("Early")), ("off", _tr("Do not look"))],
                at_once=True,
            ),
            Setting(
                "updates.url",
                _tr("Update server"),
                _tr("An address that begins with https://; without one nothing is asked."),
                ControlKind.TEXT,
                _tr("No server"),
                at_once=True,
            ),
        ],
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Sections", text)
