"""python -m bench [names out of ALL]: some of the benchmarks, or all of them."""

from __future__ import annotations

import sys
from importlib import import_module

ALL = ("intake", "lists", "import", "search", "mask", "hot", "near", "reply", "classify")


def main(words: list[str]) -> None:
    unknown = set(words) - set(ALL)
    if unknown:
        sys.exit(f"There is no benchmark {', '.join(sorted(unknown))}; there are {', '.join(ALL)}.")
    for name in words or ALL:
        import_module(f"bench.{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
