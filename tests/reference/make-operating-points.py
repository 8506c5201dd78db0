#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes operating-points.json beside this script.

What scikit-learn's curves have at the usual operating points, of small random
data sets with ties and weights: the points of roc_curve and of
precision_recall_curve are all there are, so a minimum over them is exact.
Needs python3-sklearn of Debian 12.
"""

import json
import pathlib

import numpy as np
from sklearn import metrics as sk

FOLDER = pathlib.Path(__file__).parent
BOUNDS = (0.25, 0.5, 0.8, 0.9)


def best(values, allowed):
    """The largest value where it is allowed; None where it is nowhere."""
    values = [v for v, a in zip(values, allowed) if a]
    return max(values) if values else None


def points(y, s, w):
    fpr, tpr, _ = sk.roc_curve(y, s, sample_weight=w, drop_intermediate=False)
    precision, recall, _ = sk.precision_recall_curve(y, s, sample_weight=w)
    # The last point, precision 1 at recall 0, is none that a threshold gives.
    precision, recall = precision[:-1], recall[:-1]
    fnr = 1 - tpr
    nearest = int(np.argmin(np.abs(fpr - fnr)))
    positives, total = w[y == 1].sum(), w.sum()
    called = tpr * positives + fpr * (total - positives)
    result = {
        "equal-error-rate": float(abs(fpr[nearest] - fnr[nearest])),
        "closest-to-corner": float(np.min(np.hypot(fpr, fnr))),
        "break-even": float(
            np.min(np.abs(precision - recall)[recall > 0])),
        "prevalence-matching": float(np.min(np.abs(called - positives))
                                     / total),
    }
    slack = 1e-12
    for bound in BOUNDS:
        result[f"precision-at-recall:{bound}"] = best(
            precision, recall >= bound - slack)
        result[f"recall-at-precision:{bound}"] = best(
            recall, precision >= bound - slack)
        result[f"sensitivity-at-specificity:{bound}"] = best(
            tpr, 1 - fpr >= bound - slack)
        result[f"specificity-at-sensitivity:{bound}"] = best(
            1 - fpr, tpr >= bound - slack)
    return result


def make_case(rng, n, has_ties, has_weights):
    y = (rng.random(n) < 0.4).astype(int)
    y[:2] = (0, 1)
    s = np.where(y == 1, rng.normal(0.7, 1, n), rng.normal(-0.4, 1, n))
    if has_ties:
        s = np.round(s * 4) / 4
    w = rng.random(n) * 2 + 0.1 if has_weights else np.ones(n)
    return {"labels": y.tolist(), "scores": s.tolist(),
            "weights": w.tolist() if has_weights else None,
            "points": points(y, s, w)}


def main():
    rng = np.random.default_rng(20)
    cases = [make_case(rng, n, has_ties, has_weights)
             for n in (2, 9, 40, 121)
             for has_ties in (False, True) for has_weights in (False, True)]
    path = FOLDER / "operating-points.json"
    text = ",\n".join(json.dumps(case) for case in cases)
    path.write_text(f"[\n{text}\n]\n")


if __name__ == "__main__":
    main()
