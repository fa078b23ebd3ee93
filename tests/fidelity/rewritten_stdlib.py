"""Puts pure-Python modules of the standard library, rewritten, through CPython's own tests for them.

The rewriting promises to change nothing but where a thread may be switched. So a module of the standard
library with every access hooked must do with CPython's own tests exactly what the plain one does. Each row
runs one test module twice, each time in a process of its own, with the modules under test loaded from
source by an import hook: once as they are, once rewritten with all hooks live.

Run it with the interpreter to be proved (``Lib/test`` must be installed with it)::

    python tests/fidelity/rewritten_stdlib.py             # every row, a few minutes
    python tests/fidelity/rewritten_stdlib.py queue enum  # rows by the name of a module

A test that has another result is named, with the reason why that is right (``EXPLAINED``); one without a
reason, or one that has a reason and the same result, makes the exit code 1. Hooks take some twenty times as
long as what they stand in for, so that ``statistics`` or ``_pydecimal`` take many minutes of a busy machine.
"""

from __future__ import annotations

import argparse
import concurrent.futures
import importlib.util
import json
import os
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SECONDS = 3_600

# left out of both runs: they compute for minutes with hooks, and nothing in them is new to the rewriting
LEFT_OUT = ("TestRoundtrip.test_random_files", "MiscTest.test_levenshtein_distance_short_circuit")
# what has another result, and why that is right
EXPLAINED = {
    "test.test_functools.TestLRUPy.test_lru_reentrancy_with_len": (
        "it puts an lru_cache in the place of builtins.len, which the hooks call too; in a world, "
        "what a program sees of builtins is a copy"
    ),
}


@dataclass(frozen=True)
class Row:
    """One test module of CPython, and the modules that it proves."""

    tests: str
    modules: tuple[str, ...]


# C accelerators that the tests compare with are blocked by the tests themselves (import_fresh_module)
ROWS = tuple(
    Row(tests, tuple(modules.split()))
    for tests, modules in (
        ("test_queue", "queue"),
        ("test_heapq", "heapq"),
        ("test_collections", "collections _collections_abc"),
        ("test_ordered_dict", "collections"),
        ("test_deque", "collections"),
        ("test_userdict", "collections"),
        ("test_userlist", "collections"),
        ("test_userstring", "collections"),
        ("test_dataclasses", "dataclasses"),
        ("test_contextlib", "contextlib"),
        ("test_contextlib_async", "contextlib"),
        ("test_fractions", "fractions"),
        ("test_functools", "functools"),
        ("test_statistics", "statistics"),
        ("test_textwrap", "textwrap"),
        ("test_argparse", "argparse"),
        ("test_enum", "enum"),
        ("test_copy", "copy"),
        ("test_copyreg", "copyreg"),
        ("test_bisect", "bisect"),
        ("test_string", "string"),
        ("test_shlex", "shlex"),
        ("test_graphlib", "graphlib"),
        ("test_calendar", "calendar"),
        ("test_configparser", "configparser"),
        ("test_csv", "csv"),
        ("test_cmd", "cmd"),
        ("test_difflib", "difflib"),
        ("test_fnmatch", "fnmatch"),
        ("test_glob", "glob"),
        ("test_htmlparser", "html.parser _markupbase"),
        ("test_json", "json json.decoder json.encoder json.scanner"),
        ("test_linecache", "linecache"),
        ("test_operator", "operator"),
        ("test_pprint", "pprint"),
        ("test_random", "random"),
        ("test_reprlib", "reprlib"),
        ("test_sched", "sched"),
        ("test_shelve", "shelve"),
        ("test_tempfile", "tempfile"),
        ("test_tokenize", "tokenize"),
        ("test_types", "types"),
        ("test_typing", "typing"),
        ("test_weakref", "weakref"),
        ("test_weakset", "_weakrefset"),
        ("test_abc", "abc _py_abc"),
        ("test_numbers", "numbers"),
        ("test_ipaddress", "ipaddress"),
        ("test_urlparse", "urllib.parse"),
        ("test_optparse", "optparse"),
        ("test_getopt", "getopt"),
        ("test_plistlib", "plistlib"),
        ("test_uuid", "uuid"),
        ("test_hmac", "hmac"),
        ("test_base64", "base64"),
        ("test_colorsys", "colorsys"),
        ("test_filecmp", "filecmp"),
        ("test_gettext", "gettext"),
        ("test_struct", "struct"),
        ("test_traceback", "traceback"),
        ("test_inspect", "inspect"),
        ("test_ast", "ast"),
        ("test_dis", "dis"),
        ("test_logging", "logging"),
        ("test_decimal", "_pydecimal"),
        ("test_datetime", "_pydatetime"),
        ("test_pickle", "pickle"),
        ("test_threading", "threading"),
        ("test_threading_local", "_threading_local"),
        ("test_concurrent_futures.test_thread_pool", "concurrent.futures._base concurrent.futures.thread"),
        ("test_concurrent_futures.test_wait", "concurrent.futures._base concurrent.futures.thread"),
        ("test_concurrent_futures.test_as_completed", "concurrent.futures._base concurrent.futures.thread"),
        ("test_concurrent_futures.test_future", "concurrent.futures._base"),
    )
)

# In the process of one run: argv = how, tests, modules...; prints the result of every test as JSON.
RUNNER = '''
import builtins, importlib, importlib.abc, importlib.machinery, json, os, sys, unittest, warnings
how, tests, *modules = sys.argv[1:]
sys.path.insert(0, {root!r})
from grader.explore.hooks import Hooks
from grader.explore.rewrite import rewrite
from grader.explore.world import World

class Quiet(World):
    """Every hook does its work, and nothing is noted: what the tests count must not be kept alive."""
    def access(self, obj, name, site, **_): return None
    def point(self, want=None, deadline=None): return True
    def look_inside(self): return None

world = Quiet()
world.multi = True
hooks = Hooks(world)
turn = lambda site: None
vars(builtins).update(hooks.table, __lp__=turn)

class Loader(importlib.machinery.SourceFileLoader):
    def get_code(self, name):
        if name not in codes:
            source = self.get_source(name)
            if how == "rewritten":
                codes[name] = rewrite(source, self.path, 1).code
            else:
                codes[name] = compile(source, self.path, "exec", dont_inherit=True)
        return codes[name]

class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path, target=None):
        if name not in modules:
            return None
        spec = importlib.machinery.PathFinder.find_spec(name, path, target)
        spec.loader = Loader(spec.loader.name, spec.loader.path)
        return spec

codes = {{}}
sys.meta_path.insert(0, Finder())
for name in modules:  # while the rewriter can still import what it needs
    spec = Finder().find_spec(
        name,
        getattr(importlib.import_module(name.rpartition(".")[0] or "grader"), "__path__", None)
        if "." in name else None,
    )
    spec.loader.get_code(name)
for name in modules:
    sys.modules.pop(name, None)
if "_collections_abc" in modules:
    sys.modules.pop("collections.abc", None)  # an alias of it
for name in modules:
    module = importlib.import_module(name)
    if name == "_collections_abc":
        sys.modules["collections.abc"] = module
    for other in list(sys.modules):
        if other.rpartition(".")[0] == name:
            setattr(module, other.rpartition(".")[2], sys.modules[other])
    above, _, last = name.rpartition(".")
    if above:
        setattr(sys.modules[above], last, module)
        parent = vars(sys.modules[above])
        for key, value in vars(module).items():
            if key in parent and getattr(parent[key], "__module__", None) == name:
                parent[key] = value

import test.support
test.support.verbose = 0
results = {{}}

class Result(unittest.TestResult):
    def _note(self, case, said): results[case.id()] = said
    def addSuccess(self, case): self._note(case, results.get(case.id(), "passed"))
    def addError(self, case, error): self._note(case, "error"); self.why(case, error)
    def addFailure(self, case, error): self._note(case, "failed"); self.why(case, error)
    def addSkip(self, case, reason): self._note(case, "skipped")
    def addExpectedFailure(self, case, error): self._note(case, "passed")
    def addUnexpectedSuccess(self, case): self._note(case, "failed")
    def addSubTest(self, case, sub, error):
        if error is not None: self._note(case, "failed"); self.why(case, error)
    def why(self, case, error): print(case.id(), self._exc_info_to_string(error, case), file=sys.stderr)

def keep(suite):
    suite._tests = [case for case in suite if not getattr(case, "id", str)().endswith({left_out!r})]
    for case in suite:
        if isinstance(case, unittest.BaseTestSuite): keep(case)

loader = unittest.defaultTestLoader
suite = loader.loadTestsFromName("test." + tests)
with warnings.catch_warnings():
    keep(suite)
    suite.run(Result())
with open(os.environ["RESULTS"], "w") as out:
    json.dump(results, out)
os._exit(0)
'''


def run(how: str, row: Row) -> tuple[dict[str, str], str]:
    """The result of every test of ``row``, and what was said about failures."""
    with tempfile.TemporaryDirectory() as room:
        results = Path(room, "results.json")
        environment = {**os.environ, "RESULTS": str(results), "PYTHONHASHSEED": "0", "COLUMNS": "80"}
        runner = RUNNER.format(root=str(ROOT), left_out=LEFT_OUT)
        command = [sys.executable, "-W", "ignore", "-c", runner, how, row.tests, *row.modules]
        try:
            done = subprocess.run(  # noqa: S603  CPython's own tests
                command,
                cwd=room,
                env=environment,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=SECONDS,
                check=False,
                stdin=subprocess.DEVNULL,
            )
            said = done.stderr
        except subprocess.TimeoutExpired as error:
            said = f"still running after {error.timeout:.0f} s"
        found: dict[str, str] = json.loads(results.read_text()) if results.exists() else {}
        return found, said


def compare(row: Row) -> tuple[str, str]:
    """``same``, ``explained`` or ``DIFFERS``, and the lines of the table."""
    plain, plain_said = run("plain", row)
    rewritten, rewritten_said = run("rewritten", row)
    names = plain.keys() | rewritten.keys()
    differing = sorted(name for name in names if plain.get(name) != rewritten.get(name))
    stale = {name for name in EXPLAINED.keys() & names if plain.get(name) == rewritten.get(name)}
    unexplained = not plain or bool(stale) or not EXPLAINED.keys() >= set(differing)
    without, within = (sum(said == "passed" for said in found.values()) for found in (plain, rewritten))
    verdict = "DIFFERS" if unexplained else "explained" if differing else "same"
    counts = f"{len(plain):>5} {without:>8} {within:>10}"
    lines = [f"{' '.join(row.modules):<52} {row.tests:<42} {counts}  {verdict}"]
    for name in differing[:40]:
        lines.append(f"    {name}: {plain.get(name)} -> {rewritten.get(name)}")
        if name in EXPLAINED:
            lines.append(f"        explained: {EXPLAINED[name]}")
    lines += [f"    {name}: the same, yet it has a reason to differ" for name in sorted(stale)]
    if unexplained:
        lines.append((rewritten_said if plain else plain_said)[-1500:])
    return verdict, "\n".join(lines)


def show(line: str) -> None:
    """One more line of the table, at once."""
    print(line, flush=True)  # noqa: T201  the table is what this script is for


def main() -> int:
    """Print the table; 1 if anything differs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("modules", nargs="*", help="only the rows of these modules or tests")
    parser.add_argument("-n", type=int, default=1, help="rows at a time")
    asked = parser.parse_args()
    if importlib.util.find_spec("test.support") is None:
        sys.exit(f"{sys.executable} has no Lib/test: use a Python that was installed with it (pyenv's is)")
    wanted = set(asked.modules)
    unknown = wanted - {name for row in ROWS for name in (row.tests, *row.modules)}
    if unknown:
        parser.error(f"no such row: {', '.join(sorted(unknown))}")
    chosen = [row for row in ROWS if importlib.util.find_spec("test." + row.tests.split(".")[0])]
    chosen = [row for row in chosen if not wanted or wanted & {row.tests, *row.modules}]
    show(f"Python {sys.version.split()[0]}")
    show(f"{'modules':<52} {'tests':<42} {'tests':>5} {'plain ok':>8} {'rewr. ok':>10}")
    verdicts: Counter[str] = Counter()
    with concurrent.futures.ThreadPoolExecutor(asked.n) as pool:
        for verdict, line in pool.map(compare, chosen):
            verdicts[verdict] += 1
            show(line)
    counted = ", ".join(f"{verdicts[said]} {said}" for said in ("same", "explained", "DIFFERS"))
    show(f"{len(chosen)} rows: {counted}")
    return 1 if verdicts["DIFFERS"] else 0


if __name__ == "__main__":
    sys.exit(main())
