"""In which language the window speaks: the system's, where we have it, or the one that was chosen."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from lazi_desktop.config.places import resources_folder

Language = Literal["system", "en", "es"]
LANGUAGES: tuple[Language, ...] = ("system", "en", "es")
OWN_NAMES = {"en": "English", "es": "Español"}
"""Each in its own words, so that whoever needs one can read it."""

_installed: list[QTranslator] = []
_spoken = "en"


def spoken_language() -> str:
    """Two letters: what the window speaks now."""
    return _spoken


def spoken_locale() -> QLocale:
    """How this language spells: as the system does where that speaks it too (in Mexico otherwise than in Spain)."""
    system, wanted = QLocale.system(), QLocale(_spoken)
    return system if system.language() == wanted.language() else wanted


def use_language(chosen: Language) -> None:
    """What is made from now on speaks it; what is on the screen stays as it is."""
    global _spoken
    for translator in _installed:
        QCoreApplication.removeTranslator(translator)
    _installed.clear()
    _spoken = _of_system() if chosen == "system" else chosen
    if _spoken == "en":
        return
    qts_own = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    for folder, name in ((qts_own, "qtbase"), (str(resources_folder() / "translations"), "lazi")):
        translator = QTranslator()
        if translator.load(f"{name}_{_spoken}", folder):
            QCoreApplication.installTranslator(translator)
            _installed.append(translator)


def _of_system() -> str:
    for name in QLocale.system().uiLanguages():
        if name[:2] in OWN_NAMES:
            return name[:2]
    return "en"
