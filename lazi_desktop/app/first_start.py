"""The first start: three ways in, each of which goes on where it was left; and the form for another connection."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from lazi_desktop.app.first_run.changing import connection_window
from lazi_desktop.app.first_run.choice import Choice
from lazi_desktop.app.first_run.errands import Errands
from lazi_desktop.app.first_run.founding import Founding
from lazi_desktop.app.first_run.joining import Joining
from lazi_desktop.app.first_run.reached import Reached, ReachedFile, Way
from lazi_desktop.app.first_run.remembering import where_secrets_go
from lazi_desktop.app.session import hub_password, secrets_of
from lazi_desktop.app.signals import leaving_by_signal
from lazi_desktop.app.single_instance import show_in_front
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.settings import Settings
from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.sync.pull import TITLES
from lazi_desktop.ui.first_run.window import FirstRunWindow

__all__ = ["Choice", "first_start", "is_needed"]


def is_needed(settings: Settings) -> bool:
    """Whether something has to be asked before the window can open. Reads the keyring, which may stand still until
    somebody unlocks it: not for the window's thread."""
    if not settings.is_configured:
        return True
    reached = ReachedFile(settings.profile).read()
    return (reached is not None and reached.is_set_up) or must_sign_in(settings)


def must_sign_in(settings: Settings) -> bool:
    """The settings name a shared database, and nobody has worked with it here: there is neither workspace nor
    password."""
    if not settings.hub.url or ProfilePlaces(settings.profile).workspace.exists():
        return False
    try:
        return not hub_password(settings, secrets_of(settings))
    except ConfigurationProblem:
        return True


async def first_start(
    settings: Settings,
    config: Path | None,
    *,
    changing: bool = False,
    over: QWidget | None = None,
    invitation: str = "",
    started_again: SignalInstance | None = None,
    back_to: str = "",
) -> Choice:
    """Where it `is_needed`: shows the welcome until something was chosen; closing it chooses nothing. `changing`: the
    form alone, `over` the window of the connection that is. `invitation`: a link or a file's path, with which it
    begins. `started_again(invitation)`: somebody starts the program once more, perhaps with one. `back_to`: the name of
    the profile from which a new one was begun, to which closing it leads."""
    chosen: asyncio.Future[Choice] = asyncio.get_running_loop().create_future()
    errands = Errands()

    def choose(choice: Choice) -> None:
        if not chosen.done():
            chosen.set_result(choice)

    if changing:
        changer = connection_window(settings, config, errands, choose, over)
        changer.show()
        changer.begin()
        window: FirstRunWindow | None = None
    else:
        window = _open(settings, config, errands, choose, invitation)
        if back_to:
            window.welcome.offer_way_back(settings.name, back_to)
    shown = window or changer

    def come_forward(invitation: str) -> None:
        show_in_front(shown)
        if window is not None and invitation:
            window.invitation_dropped.emit(invitation)

    if started_again is not None:
        started_again.connect(come_forward)
    try:
        if changing:  # the window behind it ends by signal
            return await chosen
        with leaving_by_signal(lambda: choose(Choice(leaves=True))):
            return await chosen
    finally:
        if started_again is not None:
            started_again.disconnect(come_forward)
        await errands.close()
        shown.close()
        shown.deleteLater()


def _open(
    settings: Settings,
    config: Path | None,
    errands: Errands,
    choose: Callable[[Choice], None],
    invitation: str,
) -> FirstRunWindow:
    window = FirstRunWindow({str(kind): words for kind, words in TITLES.items()})
    joining = Joining(window, errands, settings, config, choose)
    founding = Founding(window, errands, settings, config, choose)
    window.welcome.demo_wanted.connect(lambda: choose(Choice(demo=True)))
    window.welcome.join_wanted.connect(joining.start)
    window.welcome.found_wanted.connect(founding.start)
    window.welcome.back_wanted.connect(window.close)
    window.closed.connect(lambda: choose(Choice()))
    _say_where_secrets_go(settings, window, errands)
    window.show()
    reached = ReachedFile(settings.profile).read()
    if invitation:
        joining.read(invitation)
    elif settings.is_configured and reached is not None and reached.is_set_up:
        founding.resume(reached)
    elif settings.is_configured:
        joining.sign_in_only()
    elif reached is not None:
        way = founding if reached.way is Way.FOUND else joining
        window.welcome.offer_to_resume(_begun(window, reached))
        window.welcome.resume_wanted.connect(lambda: way.resume(reached))
        window.welcome.begin()
    return window


def _begun(window: FirstRunWindow, reached: Reached) -> str:
    if reached.way is Way.JOIN:
        team = reached.values.get("team", "")
        if team:
            return window.tr("You were about to join {team}.").format(team=team)
        return window.tr("You were about to join a team.")
    return window.tr("You were about to set up a new team.")


def _say_where_secrets_go(settings: Settings, window: FirstRunWindow, errands: Errands) -> None:
    """Asked away from the window: looking for a keyring may take a while."""

    async def ask() -> tuple[str, bool]:
        return where_secrets_go(settings)

    def say(said: tuple[str, bool]) -> None:
        words, possible = said
        window.sign_in.say_where_secrets_go(words, possible=possible)
        window.team.say_where_secrets_go(words, possible=possible)
        window.keys.say_where_secrets_go(words)

    errands.begin(ask, say, lambda error: say((str(error), False)))
