"""A question to the hub that is answered in any case, if only with why there is no answer."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

import structlog

from lazi_desktop.domain.errors import LaziError

log = structlog.get_logger("answers")

T = TypeVar("T")


async def tried(question: Awaitable[T], otherwise: T) -> tuple[T, LaziError | None]:
    try:
        return await question, None
    except LaziError as error:
        return otherwise, error
    except Exception:
        log.exception("a question could not be answered")
        return otherwise, LaziError("The log has the details.", title="An unexpected problem")
