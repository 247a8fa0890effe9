"""`python -m lazi_desktop` is `lazi-desktop`."""

from lazi_desktop.app.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
