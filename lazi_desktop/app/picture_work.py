"""Work on pictures for commands without a window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from lazi_desktop.ports.pictures import PictureTools


@contextmanager
def picture_tools() -> Iterator[PictureTools]:
    """Its processes start when they are first needed."""
    from lazi_desktop.images.tools import DecoderTools

    tools = DecoderTools()
    try:
        yield tools
    finally:
        tools.close()
