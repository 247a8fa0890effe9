from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.updates.server import UpdateServer


@pytest.fixture
def server() -> Iterator[UpdateServer]:
    with UpdateServer().running() as running:
        yield running
