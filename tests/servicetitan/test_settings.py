from __future__ import annotations

import pytest

from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.servicetitan.settings import INTEGRATION, PRODUCTION, Credentials, Endpoints


def test_white_space_that_came_along_when_pasting_is_dropped():
    credentials = Credentials(" 123 ", "\tcid.x\n", " cs1.y ", "ak1.z\r\n")
    assert (credentials.tenant, credentials.client_id) == ("123", "cid.x")
    assert (credentials.client_secret, credentials.app_key) == ("cs1.y", "ak1.z")


def test_secrets_are_not_shown():
    shown = repr(Credentials("123", "cid.x", "cs1.y", "ak1.z"))
    assert "123" in shown
    assert not any(secret in shown for secret in ("cid.x", "cs1.y", "ak1.z"))


@pytest.mark.parametrize(
    "four, word",
    [
        (("", "a", "b", "c"), "tenant id"),
        (("1/../2", "a", "b", "c"), "tenant id"),
        (("1", " ", "b", "c"), "client id"),
        (("1", "a", "b", "two\nlines"), "app key"),
        (("1", "a", "pass–word", "c"), "client secret"),
    ],
)
def test_what_cannot_be_credentials_is_named(four, word):
    with pytest.raises(ConfigurationProblem, match=word):
        Credentials(*four)


def test_the_token_address_is_completed_where_only_the_host_is_given():
    assert Endpoints("https://a.test/", "https://b.test/").token_url == "https://b.test/connect/token"
    assert Endpoints("https://a.test", "https://b.test/oauth/x").token_url == "https://b.test/oauth/x"
    assert PRODUCTION.token_url.startswith("https://auth.servicetitan.io/")
    assert INTEGRATION.api_url == "https://api-integration.servicetitan.io"


@pytest.mark.parametrize(
    "url", ["http://api.example.test", "ftp://x", "api.servicetitan.io", "https://u:p@x.test", ""]
)
def test_secrets_are_not_sent_in_the_open_nor_to_nowhere(url):
    with pytest.raises(ConfigurationProblem):
        Endpoints(url, "https://b.test")


def test_plain_http_is_for_this_machine():
    assert Endpoints("http://127.0.0.1:8000", "http://localhost:8000").api_url == "http://127.0.0.1:8000"
