#!/usr/bin/env python3
"""Times losses beside PyTorch's, from memory.

usage: bench-loss.py BENCH-LOSS [--rows N] [--classes N] [--threads N,N]
                     [--runs N] [--output FILE.json]

Both have read the same logits, as double precision, before anything is timed.
They compute in turn, with the same number of threads, after a run each that
warms the caches; each times its one call. They must agree to 1e-12, or nothing
is timed.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile

import numpy as np

PEER = pathlib.Path(__file__).with_name("peer-loss.py")
SEED = 20
TOLERANCE = 1e-12
NAMES = {
    "cross-entropy": "cross-entropy of logits",
    "nll": "nll of log-probabilities",
    "softmax": "softmax of logits",
    "bce": "bce of each probability",
    "bce-with-logits": "bce of each logit",
}


def write_logits(path, n_rows, n_classes):
    """Normal logits, that of the label two higher; and a truth for each."""
    random = np.random.default_rng(SEED)
    labels = random.integers(0, n_classes, n_rows, dtype=np.uint16)
    columns = random.normal(0, 1.5, (n_classes, n_rows))
    columns[labels, np.arange(n_rows)] += 2
    truths = random.random(columns.shape) < 1 / (1 + np.exp(-columns))
    with open(path, "wb") as file:
        columns.tofile(file)
        labels.tofile(file)
        truths.astype(np.uint16).tofile(file)


class Program:
    """One that answers each line with its seconds and its result."""

    def __init__(self, command):
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def run(self, what, n_threads):
        self.process.stdin.write(f"{what} {n_threads}\n")
        self.process.stdin.flush()
        seconds, value = self.process.stdout.readline().split()
        return float(seconds), float(value)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def check_agreement(what, ours, theirs):
    if not abs(ours - theirs) <= TOLERANCE * abs(theirs):
        sys.exit(f"bench: {what} is {ours!r} here, {theirs!r} there")


def time_in_turn(ours, theirs, what, n_threads, n_runs):
    """The seconds of each run of both."""
    check_agreement(
        what, ours.run(what, n_threads)[1], theirs.run(what, n_threads)[1]
    )
    runs = [
        (ours.run(what, n_threads)[0], theirs.run(what, n_threads)[0])
        for _ in range(n_runs)
    ]
    return {
        "what": what,
        "threads": n_threads,
        "limen": [run[0] for run in runs],
        "torch": [run[1] for run in runs],
    }


def print_row(row):
    limen = statistics.median(row["limen"])
    torch = statistics.median(row["torch"])
    print(
        f"{NAMES[row['what']]:26}{row['threads']:>7}"
        f"{1000 * limen:9.2f} ms{1000 * torch:9.2f} ms{torch / limen:8.1f}"
    )


def get_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bench_loss")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--classes", type=int, default=10)
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--output", metavar="FILE")
    return parser.parse_args()


def main():
    options = get_options()
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "logits"
        write_logits(path, options.rows, options.classes)
        arguments = [str(path), str(options.rows), str(options.classes)]
        ours = Program([options.bench_loss, *arguments])
        theirs = Program([sys.executable, str(PEER), *arguments])
        print(
            f"{options.rows} rows x {options.classes} classes in memory,"
            f" median of {options.runs} runs in turn"
        )
        print(f"{'':26}{'threads':>7}{'limen':>12}{'PyTorch':>12}{'ratio':>8}")
        for what in NAMES:
            for n_threads in map(int, options.threads.split(",")):
                rows.append(
                    time_in_turn(ours, theirs, what, n_threads, options.runs)
                )
                print_row(rows[-1])
        ours.close()
        theirs.close()

    if options.output:
        pathlib.Path(options.output).write_text(
            json.dumps(rows, indent=2) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
