"""What a person chose in the first run."""

from __future__ import annotations

from dataclasses import dataclass

from lazi_desktop.config.settings import Settings


@dataclass(frozen=True, slots=True)
class Choice:
    """The demo, or settings to go on with; neither where the window was closed."""

    demo: bool = False
    settings: Settings | None = None
    pull: bool = False
    """The window pulls at once: the first pull is not through."""
    leaves: bool = False
    """The program ends, also where a closed window leads back to another profile."""
