"""Who keeps a file on Windows, told from descriptors as Windows writes them."""

from __future__ import annotations

import sys

import pytest

from lazi_desktop.config.windows_rights import (
    belongs_to_administrators,
    descriptor_of,
    only_administrators_write,
)

PROGRAM_DATA = (
    "O:BAG:SYD:AI(A;OICIID;FA;;;SY)(A;OICIID;FA;;;BA)(A;OICIIOID;GA;;;CO)(A;OICIID;0x1200a9;;;BU)"
    "(A;CIID;DCLCRPCR;;;BU)"
)
"""A folder that somebody makes below ProgramData: people may make files in it."""


@pytest.mark.parametrize(
    ("owner", "is_theirs"),
    [
        ("O:BA", True),
        ("O:SY", True),
        ("O:S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464", True),
        ("O:DAG:DU", True),
        ("O:S-1-5-21-1-2-3-1001", False),
        ("O:BU", False),
        ("", False),
    ],
)
def test_whose_it_is(owner, is_theirs):
    assert belongs_to_administrators(f"{owner}D:PAI(A;;FA;;;BA)") is is_theirs


@pytest.mark.parametrize(
    "rights",
    [
        "D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;0x1200a9;;;BU)",
        "D:P",
        "D:AI(A;ID;FA;;;SY)(A;ID;FA;;;BA)(A;ID;0x1200a9;;;BU)",
        "D:(A;;FR;;;WD)(A;;FX;;;AU)",
        "D:(D;;FA;;;WD)(A;;FA;;;BA)",
        "D:(A;OICIIO;GA;;;CO)(A;;FA;;;BA)",
        "D:(A;OICIIO;GA;;;BU)",
        "D:(A;;FA;;;BA)S:AI",
    ],
)
def test_others_only_read(rights):
    assert only_administrators_write(f"O:BA{rights}")


@pytest.mark.parametrize(
    "rights",
    [
        "",
        "D:NO_ACCESS_CONTROL",
        "D:(A;;FA;;;WD)",
        "D:(A;;FA;;;BA)(A;;FA;;;S-1-5-21-1-2-3-1001)",
        "D:(A;;0x1301bf;;;BU)",
        "D:(A;;FW;;;AU)",
        "D:(A;;GA;;;BU)",
        "D:(A;;WD;;;BU)",
        "D:(A;;WO;;;BU)",
        "D:(A;;SD;;;BU)",
        "D:(A;CI;DC;;;BU)",
        "D:(A;;??;;;BU)",
        "D:(A;;FR)",
        'D:(XA;;FW;;;BU;(Title=="PM"))',
        "D:(A;;FA;;;BA",
        PROGRAM_DATA.partition("G:SY")[2],
    ],
)
def test_others_may_write_or_nobody_can_tell(rights):
    assert not only_administrators_write(f"O:BAG:SY{rights}")


@pytest.mark.skipif(sys.platform == "win32", reason="there it has one")
def test_elsewhere_a_file_has_no_descriptor(tmp_path):
    with pytest.raises(OSError, match="no security descriptor"):
        descriptor_of(tmp_path)
