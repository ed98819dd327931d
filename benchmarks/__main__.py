"""`python -m benchmarks NAME --json`: what `trellis bench` runs, from a checkout."""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pkgutil import iter_modules

from benchmarks.harness import pin_to_one_core

NOT_BENCHES = {"harness", "browsing", "anchors", "addresses", "__main__"}


def names() -> list[str]:
    import benchmarks

    return sorted(each.name for each in iter_modules(benchmarks.__path__) if each.name not in NOT_BENCHES)


def main(words: list[str]) -> None:
    wanted = [word for word in words if not word.startswith("--")]
    if "--list" in words or not wanted or wanted[0] not in names():
        print("\n".join(names()))
        sys.exit(0 if "--list" in words else 2)
    pin_to_one_core()
    results = import_module(f"benchmarks.{wanted[0]}").run()
    if "--json" in words:
        print(json.dumps({"name": wanted[0], "results": [each.as_json() for each in results]}))
        return
    for each in results:
        kept = "holds" if each.holds else "DOES NOT HOLD"
        low, high = each.spread
        print(f"{each.ratio:8.2f}  ({low:.2f} to {high:.2f})  goal {each.goal:g}  {kept}  {each.what}")


if __name__ == "__main__":
    main(sys.argv[1:])
