#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Times Limen and its peers alternately, on files and on numbers in memory.

usage: bench.py BUILD [--rows N] [--large N] [--runs N] [--only WORD]
                [--node FOLDER] [--output FILE.json]

BUILD is Limen's build folder, --node the folder with polars and DuckDB. Each
task runs once in every program to warm the caches, then alternately, and the
medians are printed; then Limen repeats the task in memory that it has just used.
Peers measure their own time, without start-up and imports; `limen-cli` is timed
as a process, from start to exit. A peer that computes the same quantity must
give the same result, else the benchmark fails. Peers that are not installed are
listed as left out. --large is the largest number of rows in the measurement of
growth (0: skipped).
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

HERE = pathlib.Path(__file__).parent
SEED = 20
CHUNK = 1_000_000
CLASSES = 10  # of the logits in memory
RESAMPLED = 100_000  # rows
WIDE_ROWS, WIDE_CLASSES = 50_000, 1_000
TOLERANCE = 1e-9


# Data, identical in every run


PLAIN = "{label:d},{score!r}"
# Other formats of a line, and the request that reads them.
FORMS = {
    "blanks": ("{label:d} {score!r}", "read"),
    "percent": ("{label:d},{percent:.12f}%", "read"),
    "brackets": ("{label:d},[{score!r}]", "read"),
    "tensors": ("{label:d},tensor({score!r})", "read"),
    "thousands": ('{label:d},"{large:,.9f}"', "read"),
    "lists": ('{label:d},"[{rest!r}, {score!r}]"', "read-list"),
}


def write_predictions(path, n_rows, quote="", form=PLAIN):
    """A binary file: a quarter positive, scores that overlap."""
    random = np.random.default_rng(SEED)
    delimiter = " " if form.startswith("{label:d} ") else ","
    line = form.replace("{label:d}", quote + "{label:d}" + quote) + "\n"
    with open(path, "w", encoding="ascii") as file:
        file.write(
            f"{quote}label{quote}{delimiter}{quote}probability{quote}\n"
        )
        for first in range(0, n_rows, CHUNK):
            n = min(CHUNK, n_rows - first)
            labels = random.random(n) < 0.25
            logits = random.normal(np.where(labels, 0.5, -1.5), 1.2)
            scores = 1 / (1 + np.exp(-logits))
            file.writelines(
                line.format(
                    label=label,
                    score=score,
                    rest=1 - score,
                    percent=100 * score,
                    large=1e6 * score,
                )
                for label, score in zip(labels.tolist(), scores.tolist())
            )


def write_classes(path, n_rows, n_classes):
    """A file of normal logits of many classes, that of the label higher."""
    random = np.random.default_rng(SEED)
    with open(path, "w", encoding="ascii") as file:
        names = ",".join(f"logit_{k}" for k in range(n_classes))
        file.write(f"label,{names}\n")
        for _ in range(0, n_rows, CHUNK // n_classes):
            n = CHUNK // n_classes
            labels = random.integers(0, n_classes, n)
            logits = random.normal(0, 1.5, (n, n_classes))
            logits[np.arange(n), labels] += 3
            for label, row in zip(labels.tolist(), logits.tolist()):
                file.write(f"{label},{','.join(f'{x:.6f}' for x in row)}\n")


def write_logits(path, n_rows, n_classes):
    """Input of bench-memory: normal logits, that of the label higher by 2, the
    labels, and a binary label for each logit."""
    random = np.random.default_rng(SEED)
    labels = random.integers(0, n_classes, n_rows, dtype=np.uint16)
    columns = random.normal(0, 1.5, (n_classes, n_rows))
    columns[labels, np.arange(n_rows)] += 2
    truths = random.random(columns.shape) < 1 / (1 + np.exp(-columns))
    with open(path, "wb") as file:
        columns.tofile(file)
        labels.tofile(file)
        truths.astype(np.uint16).tofile(file)


# Programs


class Server:
    """A program that prints "ready" (unless a dependency is missing) and then
    answers each line with a time in seconds and a result."""

    def __init__(self, *command):
        self.command = command
        self.process = None
        self.is_ready = False

    def is_there(self):
        if self.process is None:
            try:
                self.start()
            except OSError:
                return False
        return self.is_ready

    def start(self):
        self.process = subprocess.Popen(
            self.command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        self.is_ready = self.process.stdout.readline() == "ready\n"

    def run(self, request):
        self.process.stdin.write(f"{request}\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline().split()
        if not answer:
            raise EOFError(self.command[0])
        return float(answer[0]), float(answer[1])

    def close(self):
        if self.is_ready:
            self.process.stdin.close()
            self.process.wait()


class Report:
    """`limen-cli report --json` as a process; a request is a file and a function
    that gets the result from the report. Without intervals, as the peers
    compute none, or with so many resamples."""

    def __init__(self, limen_cli, resamples=0):
        self.limen_cli = limen_cli
        self.resamples = resamples
        self.peak_bytes = 0  # of the last run

    def is_there(self):
        return True

    def run(self, request):
        file, get = request
        start = time.perf_counter()
        done = subprocess.run(
            [self.limen_cli, "report", "--json", "--timings", "--resamples",
             str(self.resamples), file],
            capture_output=True, text=True, check=True,
        )
        seconds = time.perf_counter() - start
        self.peak_bytes = 1e6 * float(done.stderr.split()[-2])
        return seconds, get(json.loads(done.stdout))

    def close(self):
        pass


class Command:
    """`limen-cli` with these arguments, as a process; its result is what `get`
    makes of what it prints."""

    def __init__(self, limen_cli):
        self.limen_cli = limen_cli

    def is_there(self):
        return True

    def run(self, request):
        arguments, get = request
        start = time.perf_counter()
        done = subprocess.run([self.limen_cli, *arguments],
                              capture_output=True, text=True, check=True)
        return time.perf_counter() - start, get(done.stdout)

    def close(self):
        pass


def get_best_f1(report):
    return next(
        optimum["value"]
        for optimum in report["optima"]
        if optimum["objective"] == "maximize f1"
    )


def count_positive_decisions(output):
    """The rows predicted positive, from the metrics that `apply` prints."""
    head, row = (line.split() for line in output.splitlines()[1:3])
    return sum(
        float(row[head.index(name)].replace(",", "")) for name in ("TP", "FP")
    )


# Tasks


class Bench:
    def __init__(self, options):
        self.options = options
        self.works = []

    def is_wanted(self, title):
        return not self.options.only or self.options.only in title

    def time_in_turn(self, title, ours, peers, targets=None):
        """`ours` is (program, request); each of `peers` is (name, program,
        request, whether the result must equal ours). `targets` are the largest
        acceptable ratios of our time to a peer's."""
        if not self.is_wanted(title):
            return None
        rows = {"limen": (*ours, True)}
        absent = []
        for name, who, request, is_same in peers:
            if who.is_there():
                rows[name] = (who, request, is_same)
            else:
                absent.append(name)
        value = None
        for name, (who, request, is_same) in rows.items():
            result = who.run(request)[1]
            value = result if value is None else value
            if is_same and not abs(result - value) <= TOLERANCE * abs(value):
                sys.exit(f"bench: {title}: {value!r}, {name} says {result!r}")
        seconds = {name: [] for name in rows}
        for _ in range(self.options.runs):
            for name, (who, request, _) in rows.items():
                seconds[name].append(who.run(request)[0])
        who, request, _ = rows["limen"]
        repeated = [who.run(request)[0] for _ in range(self.options.runs)]
        return self.add(title, seconds, repeated, absent, targets or {})

    def add(self, title, alternating, repeated, absent, targets):
        work = {
            "work": title,
            "alternating": alternating,
            "repeated": repeated,
            "medians": {
                n: statistics.median(s) for n, s in alternating.items()
            },
            "targets": targets,
            "left-out": absent,
        }
        self.works.append(work)
        self.print_work(work)
        return work

    def print_work(self, work):
        base = work["medians"]["limen"]
        print(f"\n{work['work']}")
        for name, median in work["medians"].items():
            line = f"  {name:34}{format_seconds(median)}"
            if name != "limen":
                line += f"   limen takes {base / median:6.3f} of it"
            if name in work["targets"]:
                line += f" (wanted: {work['targets'][name]:.3f})"
            print(line, flush=True)
        repeated = statistics.median(work["repeated"])
        print(f"  {'limen, repeated at once':34}{format_seconds(repeated)}",
              flush=True)
        for name in work["left-out"]:
            print(f"  {name:34} not installed, left out", flush=True)


def format_seconds(seconds):
    return f"{seconds:9.3f} s " if seconds >= 1 else f"{1000 * seconds:9.2f} ms"


def bench_files(bench, folder, servers, report):
    n = bench.options.rows
    plain, quoted = f"{folder}/plain.csv", f"{folder}/quoted.csv"
    write_predictions(plain, n)
    write_predictions(quoted, n, '"')
    print(f"{n:,} rows, {os.path.getsize(plain) / 1e6:.0f} MB of text")
    table = servers["table"]
    bench.time_in_turn(
        "read a file of two columns",
        (table, f"read {plain}"),
        [
            ("polars", servers["polars"], f"read {plain}", True),
            ("data.table's fread", servers["fread"], f"read {plain}", True),
            ("libcsv, empty callbacks", table, f"libcsv {plain}", True),
            ("limen, with the file's SHA-256", table, f"read-hash {plain}",
             True),
        ],
        {
            "polars": 0.6,
            "data.table's fread": 0.6,
            "libcsv, empty callbacks": 0.2,
        },
    )
    bench.time_in_turn(
        "read it with labels and names quoted",
        (table, f"read {quoted}"),
        [("limen, unquoted", table, f"read {plain}", True)],
        {"limen, unquoted": 1.5},
    )
    for name, (form, request) in FORMS.items():
        title = f"read it with {name}"
        if not bench.is_wanted(title):
            continue
        path = f"{folder}/{name}.csv"
        write_predictions(path, n, form=form)
        bench.time_in_turn(
            title,
            (table, f"{request} {path}"),
            [("limen, plain", table, f"read {plain}", True)],
            {"limen, plain": 3},
        )
        os.remove(path)
    bench.time_in_turn(
        "the whole job: limen-cli report",
        (report, (plain, get_best_f1)),
        [
            ("polars, read and sort alone", servers["polars"],
             f"sort {plain}", False),
            ("pandas, scikit-learn", servers["pandas"], f"job {plain}", True),
            ("DuckDB, best F1 alone", servers["duckdb"], f"f1 {plain}", True),
        ],
        {
            "polars, read and sort alone": 0.4,
            "pandas, scikit-learn": 1 / 40,
            "DuckDB, best F1 alone": 1 / 10,
        },
    )
    bench.time_in_turn(
        "limen-cli report with intervals, 1,000 resamples",
        (Report(report.limen_cli, 1000), (plain, get_best_f1)),
        [("limen, without intervals", report, (plain, get_best_f1), True)],
        {"limen, without intervals": 1.5},
    )


def bench_resamples(bench, folder, build):
    """1,000 resamples at a threshold; pROC draws a tenth of them."""
    title = f"intervals at a threshold, 1,000 resamples of {RESAMPLED:,} rows"
    if not bench.is_wanted(title):
        return
    path = f"{folder}/resampled.csv"
    write_predictions(path, RESAMPLED)
    ours = Server(f"{build}/tests/bench/bench-resample")
    proc = Server("Rscript", str(HERE / "peer-proc.R"))
    if not ours.is_there():
        sys.exit("bench: bench-resample does not run")
    bench.time_in_turn(
        title,
        (ours, f"tree {path} 0.5 1000"),
        [
            ("rows drawn one by one, in C", ours, f"rows {path} 0.5 1000",
             False),
            ("pROC's ci.coords, 100 resamples", proc,
             f"coords {path} 0.5 100", False),
        ],
        {
            "rows drawn one by one, in C": 0.1,
            "pROC's ci.coords, 100 resamples": 1 / 100,
        },
    )
    ours.close()
    proc.close()


def bench_output(bench, folder, servers, limen_cli):
    """Tables with a row for each row of the file of bench_files()."""
    plain, saved = f"{folder}/plain.csv", f"{folder}/saved.csv"
    cutoffs = f"{folder}/cutoffs.json"
    n = bench.options.rows
    title = f"decide and write {n:,} rows: limen-cli apply"
    if bench.is_wanted(title):
        if not os.path.exists(plain):
            write_predictions(plain, n)
        subprocess.run(
            [limen_cli, "choose", plain, "--maximize", "f1", "--name", "f1",
             "--output", cutoffs],
            check=True, capture_output=True,
        )
        saved_cutoffs = json.loads(pathlib.Path(cutoffs).read_text("utf-8"))
        threshold = saved_cutoffs["cutoffs"][0]["threshold"]
        bench.time_in_turn(
            title,
            (Command(limen_cli), (["apply", cutoffs, plain, "-o", saved],
                                  count_positive_decisions)),
            [("polars", servers["polars"], f"decide {plain} {threshold}",
              True)],
            {"polars": 0.6},
        )
    title = f"write a curve of {n:,} points: limen-cli curve"
    if bench.is_wanted(title):
        if not os.path.exists(plain):
            write_predictions(plain, n)
        bench.time_in_turn(
            title,
            (Command(limen_cli), (["curve", "--figure", "roc", plain, "-o",
                                   saved], lambda output: n)),
            [("polars", servers["polars"], f"curve {plain}", True)],
            {"polars": 0.6},
        )


def bench_classes(bench, folder, servers):
    title = f"open {WIDE_ROWS:,} rows of {WIDE_CLASSES:,} classes"
    if not bench.is_wanted(title):
        return
    wide = f"{folder}/wide.csv"
    write_classes(wide, WIDE_ROWS, WIDE_CLASSES)
    bench.time_in_turn(
        title,
        (servers["table"], f"open {wide}"),
        [("pandas, scikit-learn", servers["pandas"], f"classes {wide}", True)],
        {"pandas, scikit-learn": 1 / 10},
    )


def bench_growth(bench, folder, report):
    """Time and memory per row, for a million rows and more."""
    title = "growth: limen-cli report, a row"
    if not bench.options.large or not bench.is_wanted(title):
        return
    print(f"\n{title}")
    n = 1_000_000
    while n <= bench.options.large:
        path = f"{folder}/growth.csv"
        write_predictions(path, n)
        request = (path, get_best_f1)
        report.run(request)
        seconds = [report.run(request)[0] for _ in range(bench.options.runs)]
        median = statistics.median(seconds)
        bench.works.append(
            {
                "work": title,
                "rows": n,
                "seconds": seconds,
                "peak-bytes": report.peak_bytes,
            }
        )
        print(
            f"  {n:>12,} rows {format_seconds(median)}"
            f" {1e9 * median / n:7.1f} ns and"
            f" {report.peak_bytes / n:6.1f} bytes a row at the peak",
            flush=True,
        )
        n *= 10


IN_MEMORY = {
    "bce": "BCE of {:,} probabilities",
    "bce-with-logits": "BCE of {:,} logits",
    "cross-entropy": "cross-entropy of {:,} logits in tens",
    "softmax": "softmax of the same {:,}",
    "nll": "NLL of their {:,} logarithms",
    "sweep": "sort and sweep of {:,} scores",
}


def bench_memory(bench, folder, build):
    if not any(bench.is_wanted(title) for title in IN_MEMORY.values()):
        return
    n_rows = bench.options.rows // CLASSES
    path = f"{folder}/logits"
    write_logits(path, n_rows, CLASSES)
    arguments = [path, str(n_rows), str(CLASSES)]
    ours = Server(f"{build}/tests/bench/bench-memory", *arguments)
    theirs = Server(sys.executable, str(HERE / "peer-memory.py"), *arguments)
    if not ours.is_there():
        sys.exit("bench: bench-memory does not run")
    for what, title in IN_MEMORY.items():
        peer = "NumPy, argsort and cumsum" if what == "sweep" else "PyTorch"
        for n_threads in (1, 2):
            if what == "sweep" and n_threads == 1:
                continue
            threads = f"{n_threads} thread{'s' if n_threads > 1 else ''}"
            bench.time_in_turn(
                f"{title.format(n_rows * CLASSES)}, {threads}",
                (ours, f"{what} {n_threads}"),
                [(peer, theirs, f"{what} {n_threads}", True)],
                {} if what in ("nll", "softmax") else {peer: 1 / 3},
            )
    ours.close()
    theirs.close()


# Output of bench-window: name, description, target in milliseconds.
IN_WINDOW = {
    "first-frame": ("start to the first frame", 300),
    "preview": ("a file: its first picture", None),
    "loaded": ("a file: all of it", None),
    "longest-wait": ("a file: longest wait for progress", 100),
    "longest-turn": ("a file: longest turn of the main loop", 50),
    "cancelled": ("a file: from cancel to its end", 100),
}


def bench_window(bench, folder, build):
    """The window under a virtual display, with the file of bench_files()."""
    title = "the window"
    program = f"{build}/tests/bench/bench-window"
    if not bench.is_wanted(title) or not os.path.exists(program):
        return
    path = f"{folder}/plain.csv"
    if not os.path.exists(path):
        write_predictions(path, bench.options.rows)
    command = [str(HERE.parent / "support" / "with-display"), sys.executable,
               "-c", STARTER, program, path]
    environment = {**os.environ, "LC_ALL": "C.UTF-8",
                   "GSETTINGS_SCHEMA_DIR": f"{build}/data"}
    times = {name: [] for name in IN_WINDOW}
    for run in range(bench.options.runs + 1):
        done = subprocess.run(command, env=environment, text=True, check=True,
                              stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)
        if run == 0:
            continue  # warms the caches
        for line in done.stdout.splitlines():
            name, milliseconds = line.split()
            times[name].append(float(milliseconds))
    print(f"\n{title}, {bench.options.rows:,} rows")
    for name, (what, wanted) in IN_WINDOW.items():
        if not times[name]:
            continue
        line = f"  {what:40}{statistics.median(times[name]):9.2f} ms"
        if wanted is not None:
            line += f" (wanted: {wanted})"
        print(line, flush=True)
    bench.works.append({"work": title, "milliseconds": times})


# Passes the start time, by the monotonic clock that the program reads.
STARTER = """
import os, sys, time
program, path = sys.argv[1:]
os.execv(program, [program, str(int(time.monotonic() * 1e6)), path])
"""


def bench_frames(bench, build):
    title = "the frame of a moved threshold"
    if not bench.is_wanted(title):
        return
    done = subprocess.run(
        [f"{build}/tests/bench/bench-frame", str(bench.options.rows)],
        stdout=subprocess.PIPE, text=True, check=True,
    )
    print(f"\n{title} (wanted: 99th percentile 8 ms)\n  "
          + done.stdout.rstrip().replace("\n", "\n  "), flush=True)
    bench.works.append({"work": title, "output": done.stdout})


def get_machine():
    with open("/proc/cpuinfo", encoding="ascii") as file:
        model = next(
            (line.split(":")[1].strip() for line in file
             if line.startswith("model name")),
            "unknown",
        )
    return {"processor": model, "cores": len(os.sched_getaffinity(0))}


def get_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("build")
    parser.add_argument("--rows", type=int, default=10_000_000)
    parser.add_argument("--large", type=int, default=10_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--only", metavar="WORD")
    parser.add_argument("--node", metavar="FOLDER", default="/nonexistent",
                        type=os.path.abspath)
    parser.add_argument("--output", metavar="FILE")
    return parser.parse_args()


def main():
    options = get_options()
    bench = Bench(options)
    machine = get_machine()
    print(f"{machine['cores']} cores of {machine['processor']}", flush=True)
    report = Report(f"{options.build}/src/cli/limen-cli")
    servers = {
        "table": Server(f"{options.build}/tests/bench/bench-table"),
        "polars": Server("node", str(HERE / "peer-polars.mjs"), options.node),
        "duckdb": Server("node", str(HERE / "peer-duckdb.mjs"), options.node),
        "fread": Server("Rscript", str(HERE / "peer-datatable.R")),
        "pandas": Server(sys.executable, str(HERE / "peer-pandas.py")),
    }
    if not servers["table"].is_there():
        sys.exit("bench: bench-table does not run")
    with tempfile.TemporaryDirectory() as folder:
        bench_files(bench, folder, servers, report)
        bench_resamples(bench, folder, options.build)
        bench_output(bench, folder, servers, report.limen_cli)
        bench_classes(bench, folder, servers)
        for server in servers.values():
            server.close()
        bench_window(bench, folder, options.build)
        bench_frames(bench, options.build)
        bench_memory(bench, folder, options.build)
        bench_growth(bench, folder, report)
    if options.output:
        result = {"machine": machine, "rows": options.rows, "works": bench.works}
        pathlib.Path(options.output).write_text(
            json.dumps(result, indent=2) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
