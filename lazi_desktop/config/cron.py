"""Cron lines: what settings may say, and when a line comes next."""

from __future__ import annotations

from datetime import UTC, datetime, tzinfo

from cronsim import CronSim, CronSimError

_FIELDS = 5
_SOMEDAY = datetime(2026, 1, 1, tzinfo=UTC)


class CronLine:
    """Five fields, in local time, as Debian's cron reads them: also in the nights when summer time begins and ends.

    Raises:
        ValueError: saying what is wrong with it.
    """

    def __init__(self, text: str) -> None:
        self.text = text.strip()
        if len(self.text.split()) != _FIELDS:
            raise ValueError(
                f"“{self.text}” is no cron line: it takes five fields (minute, hour, day, month, weekday)"
            )
        try:
            next(CronSim(self.text, _SOMEDAY))
        except CronSimError as error:
            raise ValueError(f"“{self.text}” is no cron line: {str(error).lower()}") from None
        except StopIteration:
            raise ValueError(f"“{self.text}” never comes") from None

    def after(self, moment: datetime, zone: tzinfo) -> datetime:
        """The first time after `moment`, in UTC."""
        moment = moment.astimezone(UTC)
        for found in CronSim(self.text, moment.astimezone(zone)):
            # In the hour that comes twice in autumn the line's time may be meant for the first of the two.
            if (at := found.astimezone(UTC)) > moment:
                return at
        raise ValueError(f"“{self.text}” does not come again")


def check_cron(text: str) -> str:
    """The line, tidied; empty stays empty and means never.

    Raises:
        ValueError: saying what is wrong with it.
    """
    return CronLine(text).text if text.strip() else ""
