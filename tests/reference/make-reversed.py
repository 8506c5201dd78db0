#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes reversed.json beside this script.

Small random data sets whose low scores mean positive, as credit scores,
distances and logits of the negative class do: the figures of scikit-learn for
minus the score, and the cells where score <= threshold.
Needs python3-sklearn of Debian 12.
"""

import json
import pathlib

import numpy as np
from sklearn import metrics as sk

FOLDER = pathlib.Path(__file__).parent
N_THRESHOLDS = 5


def cells(y, s, t):
    (tn, fp), (fn, tp) = sk.confusion_matrix(y, s <= t, labels=(0, 1))
    return {"threshold": float(t), "tp": int(tp), "fp": int(fp),
            "fn": int(fn), "tn": int(tn), "f1": float(sk.f1_score(y, s <= t))}


def make_case(rng, kind, n):
    y = (rng.random(n) < 0.3).astype(int)
    y[:2] = (0, 1)
    if kind == "credit":
        s = np.clip(np.round(rng.normal(660 - 100 * y, 80)), 300, 850)
    elif kind == "distance":
        s = np.abs(rng.normal(0.7 - 0.3 * y, 0.3))
    else:
        s = rng.normal(1 - 2.5 * y, 1.5)
    steps = np.unique(s)
    at = [cells(y, s, t) for t in
          rng.choice(np.concatenate((steps, steps + 0.01)), N_THRESHOLDS)]
    case = {"kind": "logit" if kind == "logit" else "score",
            "labels": y.tolist(), "scores": s.tolist(),
            "roc-auc": float(sk.roc_auc_score(y, -s)),
            "average-precision": float(sk.average_precision_score(y, -s)),
            "best-f1": max(cells(y, s, t)["f1"] for t in steps), "at": at}
    if kind == "logit":
        p = 1 / (1 + np.exp(s))
        case["bce"] = float(sk.log_loss(y, p))
        case["brier"] = float(sk.brier_score_loss(y, p))
    return case


def main():
    rng = np.random.default_rng(12)
    cases = [make_case(rng, kind, n)
             for kind in ("credit", "distance", "logit")
             for n in (7, 40, 200)]
    text = ",\n".join(json.dumps(case) for case in cases)
    (FOLDER / "reversed.json").write_text(f"[\n{text}\n]\n")


if __name__ == "__main__":
    main()
