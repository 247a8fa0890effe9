"""Addresses of entries in ServiceTitan's own pages."""

from __future__ import annotations

import pytest

from lazi_desktop.config.settings import Environment
from lazi_desktop.config.web_pages import web_page_pattern
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.web_pages import web_page


@pytest.mark.parametrize("kind", EntityKind)
def test_every_kind_has_a_page_where_servicetitan_has_pages(kind: EntityKind):
    for environment in (Environment.PRODUCTION, Environment.INTEGRATION):
        address = web_page(web_page_pattern(environment, ""), kind, 42)
        assert address.startswith("https://")
        assert address.endswith("/42")
        assert "{" not in address


@pytest.mark.parametrize("environment", [Environment.DEMO, Environment.CUSTOM])
def test_where_there_are_none_nothing_is_opened(environment: Environment):
    assert web_page(web_page_pattern(environment, ""), EntityKind.MATERIAL, 42) == ""


def test_the_setting_wins():
    pattern = web_page_pattern(Environment.PRODUCTION, "https://st.example/{list}?id={id}")
    assert web_page(pattern, EntityKind.EQUIPMENT, 7) == "https://st.example/equipment?id=7"
