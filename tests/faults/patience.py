"""The client's patience with ServiceTitan, in small, while something is silent on purpose.

A machine that has much to do answers late as well: that must not look like the fault that a test is about.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from lazi_desktop.servicetitan import http

_SECONDS = {"CONNECT_SECONDS": 0.3, "READ_SECONDS": 0.3, "WRITE_SECONDS": 0.3, "DEADLINE_SECONDS": 0.7}


@contextmanager
def impatient_client() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name, seconds in _SECONDS.items():
            patch.setattr(http, name, seconds)
        yield
