"""What the program is made of: nothing without a known licence and its text, nothing that nobody knows."""

from __future__ import annotations

import sysconfig
from pathlib import Path

import pytest

from lazi_desktop.app.composition import composition
from lazi_desktop.config.places import resources_folder
from lazi_desktop.domain.parts import Inside, Part, PartKind, PartsProblem
from lazi_desktop.parts.gathered import parts_in, this_python
from lazi_desktop.parts.licences import KNOWN
from lazi_desktop.parts.packages import dist_infos, needed
from tests.parts.trees import put_binary, put_package

TEXTS = resources_folder() / "licences"


def gathered(folder: Path, *, whole: bool = False) -> dict[str, Part]:
    return {one.name: one for one in parts_in(folder, TEXTS, names=dist_infos(folder).keys(), whole=whole)}


# ------------------------------------------------------------------------------------------------- as it runs here


def test_every_part_of_this_program_has_a_known_licence_and_its_text():
    """Fails where a new package brings no text, or one under which nobody has looked at: `PartsProblem` says which."""
    whole = composition()
    assert {"PySide6_Essentials", "Qt", "PostgreSQL", "OpenSSL", "SQLite", "Python", "pillow", "Inter"} <= {
        one.name for one in whole.parts
    }
    assert all(one.licence and one.text.strip() for one in (whole.own, *whole.parts))
    assert len({one.ref for one in whole.parts}) == len(whole.parts)


def test_what_has_to_be_replaceable_says_where_it_lies_and_where_its_source_is():
    found = [one for one in composition().parts if one.may_be_replaced]
    assert {"PySide6_Essentials", "shiboken6", "Qt", "psycopg", "psycopg-binary"} <= {
        one.name for one in found
    }
    for one in found:
        assert (Path(sysconfig.get_path("purelib")) / one.place).is_dir(), one.name
        assert one.source.startswith("https://")
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in one.text


def test_developers_tools_are_no_parts_of_the_program():
    installed = dist_infos(Path(sysconfig.get_path("purelib")))
    wanted = needed(installed)
    assert {"pytest", "mypy", "ruff"} <= installed.keys() - wanted
    assert {"greenlet", "psycopg-binary"} <= wanted, "asked for as extras"


def test_the_libraries_of_this_program_know_their_versions():
    found = {(one.name, one.brought_by): one.version for one in composition().parts}
    import pysqlite3
    from PySide6.QtCore import qVersion

    assert found["Qt", "PySide6_Essentials"] == qVersion()
    assert found["SQLite", "pysqlite3"] == pysqlite3.sqlite_version
    assert found["Python", ""] == this_python().version
    assert found["OpenSSL", "cryptography"] != found["OpenSSL", "psycopg-binary"]


def test_every_licence_is_one_of_spdx_or_says_that_it_is_none():
    from cyclonedx.spdx import is_expression, is_supported_id

    for one in (name for name in KNOWN if not name.startswith("LicenseRef-")):
        assert is_supported_id(one) or is_expression(one), one


# -------------------------------------------------------------------------------------------- what cannot be told


def test_a_package_without_the_text_of_its_licence_is_refused(tmp_path):
    put_package(tmp_path, "bare", text=None)
    with pytest.raises(PartsProblem, match="bare came without the text"):
        gathered(tmp_path)


@pytest.mark.parametrize(
    "said",
    ["", "License: see file", "License-Expression: SSPL-1.0", "License-Expression: MIT AND AGPL-3.0-only",
     "Classifier: License :: OSI Approved :: BSD License"],
)  # fmt: skip
def test_a_licence_that_nobody_has_looked_at_is_refused(tmp_path, said):
    put_package(tmp_path, "odd", licence=said)
    with pytest.raises(PartsProblem, match="odd"):
        gathered(tmp_path)


@pytest.mark.parametrize(
    ("said", "licence"),
    [
        ("License-Expression: Apache-2.0 OR (MIT AND BSD-3-Clause)", "Apache-2.0 OR (MIT AND BSD-3-Clause)"),
        ("License: MIT License", "MIT"),
        ("Classifier: License :: OSI Approved :: MIT License", "MIT"),
        ("License: read it\nClassifier: License :: OSI Approved :: ISC License (ISCL)", "ISC"),
    ],
)
def test_a_licence_is_read_from_newer_and_older_words(tmp_path, said, licence):
    put_package(tmp_path, "fine", licence=said)
    assert gathered(tmp_path)["fine"].licence == licence


@pytest.mark.parametrize(
    "place", ["pillow.libs/libmystery-0a1b2c3d.so.2", "pillow/vendor/libmystery.so", "libmystery.so"]
)
def test_a_library_that_nobody_knows_is_refused_in_a_whole_tree(tmp_path, place):
    put_package(tmp_path, "pillow")
    put_binary(tmp_path, place)
    with pytest.raises(PartsProblem, match="libmystery"):
        gathered(tmp_path, whole=True)
    assert "libmystery" not in gathered(tmp_path)


def test_extensions_and_texts_are_their_packages_own(tmp_path):
    put_package(tmp_path, "fast")
    put_binary(tmp_path, "fast/inner.cpython-311-x86_64-linux-gnu.so")
    put_binary(tmp_path, "fast/plain.so")
    (tmp_path / "fast" / "Makefile").write_text("all:\n")
    assert {"fast", "Inter"} == gathered(tmp_path, whole=True).keys()


# ------------------------------------------------------------------------------------------------- what is found


def test_a_library_in_a_wheel_gets_its_version_from_its_content_or_its_wheels_bill(tmp_path):
    put_package(
        tmp_path,
        "pillow",
        text="Pillow's",
        bill={
            "metadata": {"component": {"name": "Pillow"}},
            "components": [
                {"name": "Pillow", "purl": "pkg:pypi/pillow@1"},
                {"name": "FreeType", "version": "2.14.3", "licenses": [{"license": {"id": "FTL"}}]},
                {"name": "raqm", "version": "0.11", "licenses": [{"license": {"id": "MIT"}}]},
                {"name": "pybind11", "scope": "excluded"},
            ],
        },
    )
    put_binary(tmp_path, "pillow.libs/libfreetype-57f805ba.so.6.20.6")
    put_binary(tmp_path, "pillow.libs/libpng16-1d1ba958.so.16.58.0", b"\0libpng version 1.6.58\0")
    put_binary(tmp_path, "pillow.libs/libzstd-40ad5e7e.so.1.5.7")
    found = gathered(tmp_path, whole=True)
    assert found["FreeType"].version == "2.14.3", "the number in its name is that of its interface"
    assert found["libpng"].version == "1.6.58"
    assert found["Zstandard"].version == "1.5.7"
    assert {found[name].text for name in ("FreeType", "libpng", "Zstandard")} == {"Pillow's\n"}
    assert found["FreeType"].kind is PartKind.LIBRARY
    assert found["pillow"].inside == (Inside("raqm", "0.11", "MIT"),), "those that lie there are told once"


def test_two_copies_of_one_library_are_two_parts(tmp_path):
    for name in ("cryptography", "psycopg-binary"):
        put_package(tmp_path, name)
    put_binary(tmp_path, "cryptography/hazmat/bindings/_rust.abi3.so", b"\0OpenSSL 4.0.3 29 Sep 2026\0")
    put_binary(tmp_path, "psycopg_binary.libs/libcrypto-3a0647ea.so.3", b"\0OpenSSL 3.5.9 29 Sep 2026\0")
    parts = parts_in(tmp_path, TEXTS, names=dist_infos(tmp_path).keys(), whole=True)
    assert [(one.version, one.brought_by) for one in parts if one.name == "OpenSSL"] == [
        ("3.5.9", "psycopg-binary"),
        ("4.0.3", "cryptography"),
    ]


def test_what_is_needed_follows_extras_and_comes_round(tmp_path):
    put_package(tmp_path, "lazi-desktop", needs=["one[fast]>=1", "gone; sys_platform == 'nowhere'"])
    put_package(tmp_path, "one", needs=["two", "quick; extra == 'fast'", "slow; extra == 'slow'"])
    put_package(tmp_path, "two", needs=["one"])
    for name in ("quick", "slow", "stranger"):
        put_package(tmp_path, name)
    assert needed(dist_infos(tmp_path)) == {"one", "two", "quick"}
