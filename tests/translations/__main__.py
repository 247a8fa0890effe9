"""Brings the .ts files up to date with what the program says, compiles them, and tells what is not translated."""

from __future__ import annotations

import sys

from tests.translations.ts_file import (
    FOLDER,
    LANGUAGES,
    SENTENCES,
    compile_all,
    everything_said,
    read,
    render,
    sentences,
    ts_file,
)


def main() -> int:
    said, missing = everything_said(), 0
    FOLDER.mkdir(exist_ok=True)
    SENTENCES.write_text(sentences(said), encoding="utf-8")
    for language in LANGUAGES:
        file = ts_file(language)
        file.write_text(render(said, read(file), language), encoding="utf-8")
        known = read(file)
        for one in said:
            if one not in known:
                missing += 1
                print(f"{file.name}: not translated: [{one.context}] {one.text}")
    compile_all()
    print(f"{len(said):,} texts, {missing:,} not translated")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
