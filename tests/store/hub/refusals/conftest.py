"""One place for all of it: what is refused changes nothing."""

from __future__ import annotations

import pytest

from lazi_desktop.store.hub import EmbeddedPostgres
from tests.store.hub.refusals.place import Place


@pytest.fixture(scope="package")
def place(hub_server: EmbeddedPostgres) -> Place:
    return Place(hub_server)
