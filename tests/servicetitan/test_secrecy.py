"""Neither logs nor representations nor errors tell a secret, a name or a price."""

from __future__ import annotations

import logging
import ssl
from decimal import Decimal

import httpx
import pytest
import structlog
from structlog.testing import capture_logs

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.servicetitan.http import tls_context
from tests.servicetitan.stage import (
    CREDENTIALS,
    ENDPOINTS,
    Stage,
    answer,
    freely,
    html,
    material,
    page,
    problem,
)

MATERIAL = EntityKind.MATERIAL
SECRETS = (CREDENTIALS.client_id, CREDENTIALS.client_secret, CREDENTIALS.app_key, "token-1", "token-2")
PRIVATE = ("Mrs Miller's pump", "77.77", *SECRETS)


async def a_busy_day(stage: Stage) -> list[LaziError]:
    pricebook = stage.pricebook()
    errors = []
    try:
        for _ in range(len(stage.script)):
            try:
                await pricebook.read_many(MATERIAL, [7])
                await pricebook.patch(
                    MATERIAL,
                    7,
                    {"display_name": "Mrs Miller's pump", "price": Decimal("77.77")},
                    {},
                    may_send=freely,
                )
            except LaziError as error:
                errors.append(error)
    finally:
        await pricebook.close()
    return errors


async def test_logs_and_errors_tell_nothing_private(caplog: pytest.LogCaptureFixture):
    private = material(displayName="Mrs Miller's pump", price=77.77)
    stage = Stage(
        problem(401, "Unauthorized"),
        page([private]),
        answer(200, private),
        html(503),
        httpx.ConnectError("refused"),
        page([private]),
        answer(200, b'{"id":7,"displayName":"Mrs Miller\'s pump", "price":77.77'),
        page([private | {"price": "77.77 $"}]),
        problem(403, "Scope validation failed"),
        problem(429, "Too many", retry_after="1"),
        page([private]),
        answer(200, private),
    )
    structlog.reset_defaults()  # a program's own log, started by another test, leaves out what is below INFO
    with caplog.at_level(logging.DEBUG), capture_logs() as logs:
        errors = await a_busy_day(stage)
    said = [repr(logs), caplog.text, *map(repr, errors), *map(str, errors)]
    assert errors
    assert {"servicetitan_answered", "servicetitan_signed_in"} <= {entry["event"] for entry in logs}
    assert not [(secret, text) for secret in PRIVATE for text in said if secret in text]


async def test_representations_tell_no_secret():
    pricebook = Stage(page([])).pricebook()
    await pricebook.read_many(MATERIAL, [7])
    connection = pricebook._connection
    shown = [repr(one) for one in (CREDENTIALS, ENDPOINTS, pricebook, connection, connection._sign_in)]
    assert not [(secret, text) for secret in SECRETS for text in shown if secret in text]
    await pricebook.close()


def test_tls_is_modern_and_checked():
    context = tls_context()
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
