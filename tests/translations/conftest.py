"""The window's fakes."""

from __future__ import annotations

from tests.ui.conftest import app as app
from tests.ui.conftest import light as light
