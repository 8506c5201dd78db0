#!/usr/bin/env python3
"""Times `limen-cli report` beside pandas and scikit-learn on the same file.

usage: bench.py LIMEN-CLI [--rows N] [--runs N] [--output FILE.json]

The two programs run in turn, each as a process of its own, from start to
exit, after one run each that warms the caches. They must agree on every
figure, to 1e-9, or nothing is timed. The peer's imports are timed apart, so
that the table shows it both with and without them.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

import numpy as np

PEER = pathlib.Path(__file__).with_name("peer.py")
SEED = 20
TOLERANCE = 1e-9


def write_predictions(path, n_rows):
    """A quarter positive; scores that separate the classes, not wholly."""
    random = np.random.default_rng(SEED)
    labels = random.random(n_rows) < 0.25
    logits = random.normal(np.where(labels, 0.5, -1.5), 1.2)
    scores = 1 / (1 + np.exp(-logits))
    with open(path, "w", encoding="ascii") as file:
        file.write("label,probability\n")
        file.writelines(
            f"{label:d},{score!r}\n"
            for label, score in zip(labels.tolist(), scores.tolist())
        )


def run(command):
    """The seconds that the command took, and the JSON that it printed."""
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return time.perf_counter() - start, json.loads(done.stdout)


def get_figures(report):
    """Those figures of a report that the peer computes too, by its names."""
    best = next(
        optimum
        for optimum in report["optima"]
        if optimum["objective"] == "maximize f1"
    )
    return {
        "n": report["input"]["rows"],
        "bce": report["losses"]["bce"],
        "brier": report["losses"]["brier"],
        "roc-auc": report["ranking"]["roc-auc"],
        "average-precision": report["ranking"]["average-precision"],
        "best-f1": best["value"],
    }


def check_agreement(ours, theirs):
    for name, value in ours.items():
        if abs(value - theirs[name]) > TOLERANCE * abs(theirs[name]):
            sys.exit(f"bench: {name} is {value!r} here, {theirs[name]!r} there")


def get_options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("limen_cli")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--output", metavar="FILE")
    return parser.parse_args()


def main():
    options = get_options()
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "predictions.csv"
        write_predictions(path, options.rows)
        megabytes = path.stat().st_size / 1e6
        ours = [options.limen_cli, "report", "--json", str(path)]
        theirs = [sys.executable, str(PEER), str(path)]
        check_agreement(get_figures(run(ours)[1]), run(theirs)[1])

        seconds = {"limen-cli": [], "peer": [], "peer-without-imports": []}
        for _ in range(options.runs):
            seconds["limen-cli"].append(run(ours)[0])
            taken, figures = run(theirs)
            seconds["peer"].append(taken)
            seconds["peer-without-imports"].append(
                taken - figures["import-seconds"]
            )

    names = {
        "limen-cli": "limen-cli report",
        "peer": "pandas, scikit-learn",
        "peer-without-imports": "the same, without imports",
    }
    base = statistics.median(seconds["limen-cli"])
    print(f"{options.rows} rows, {megabytes:.1f} MB, {options.runs} runs in turn")
    print(f"{'':26}{'median':>9}{'min':>9}{'max':>9}{'ratio':>8}")
    for key, name in names.items():
        times = seconds[key]
        median = statistics.median(times)
        print(
            f"{name:26}{median:8.3f}s{min(times):8.3f}s{max(times):8.3f}s"
            f"{median / base:8.1f}"
        )

    if options.output:
        result = {
            "rows": options.rows,
            "megabytes": megabytes,
            "seconds": seconds,
        }
        pathlib.Path(options.output).write_text(
            json.dumps(result, indent=2) + "\n", encoding="utf-8"
        )


if __name__ == "__main__":
    main()
