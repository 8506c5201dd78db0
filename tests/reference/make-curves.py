#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes curves.json beside this script.

The curves of scikit-learn over the data sets of cases.json: roc_curve with
every threshold, precision_recall_curve, det_curve; normal deviates and their
inverse by SciPy. Points stand from the highest threshold down, where nothing is
positive, to the lowest. Needs python3-sklearn of Debian 12.
"""

import json
import math
import pathlib
import warnings

import numpy as np
from scipy.stats import norm
from sklearn import metrics as sk

FOLDER = pathlib.Path(__file__).parent

warnings.filterwarnings("ignore")


def clean(values):
    """JSON has no NaN and no infinities."""
    return [None if math.isnan(v) else
            ("inf" if v > 0 else "-inf") if math.isinf(v) else float(v)
            for v in values]


def make_curves(case):
    y, s = np.array(case["labels"]), np.array(case["scores"])
    w = None if case["weights"] is None else np.array(case["weights"])
    both = len(set(y[(np.ones(len(y)) if w is None else w) > 0])) == 2
    result = {"name": case["name"]}
    if both:
        fpr, tpr, thresholds = sk.roc_curve(y, s, sample_weight=w,
                                            drop_intermediate=False)
        result["roc"] = {"x": clean(fpr), "y": clean(tpr),
                         "thresholds": clean(thresholds[1:])}
        fpr, fnr, thresholds = sk.det_curve(y, s, sample_weight=w)
        # From the lowest threshold up, without points that say nothing.
        result["det"] = {"x": clean(fpr), "y": clean(fnr),
                         "thresholds": clean(thresholds)}
    if y.any() and w is None:
        precision, recall, thresholds = sk.precision_recall_curve(y, s)
        # The first point, nothing positive, has a precision by convention.
        result["precision-recall"] = {
            "x": clean(recall[::-1]), "y": [None] + clean(precision[-2::-1]),
            "thresholds": clean(thresholds[::-1])}
    return result


def make_deviates():
    p = [0.0, 5e-324, 1e-300, 1e-100, 1e-16, 1e-12, 1e-11, 1.5e-11, 1e-6,
         0.00135, 0.025, 0.074, 0.075, 0.076, 0.1, 0.25, 0.4999, 0.5, 0.6,
         0.9, 0.924, 0.925, 0.926, 0.975, 0.999, 1 - 1e-10, 1 - 2 ** -53, 1.0]
    return {"probabilities": p, "deviates": clean(norm.ppf(p))}


if __name__ == "__main__":
    cases = json.loads((FOLDER / "cases.json").read_text())
    curves = [make_curves(c) for c in cases]
    with open(FOLDER / "curves.json", "w") as file:
        json.dump({"curves": curves, "normal": make_deviates()}, file, indent=1)
        file.write("\n")
