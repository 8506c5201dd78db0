#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes decisions.json beside this script.

What scikit-learn makes of hard decisions: predicted classes without scores, of
small random data sets of two to five classes, with and without weights, some
with a class that is predicted and never true. The ROC AUC of two classes is
that of roc_auc_score on the decisions themselves. Needs python3-sklearn.
"""

import json
import pathlib
import warnings

import numpy as np
from sklearn import metrics as sk

FOLDER = pathlib.Path(__file__).parent
NAMES = ["ant", "bee", "cat", "dog", "eel"]


def binary(y, p, w, positive):
    y, p = (y == positive).astype(int), (p == positive).astype(int)
    (tn, fp), (fn, tp) = sk.confusion_matrix(
        y, p, labels=[0, 1], sample_weight=w).tolist()
    return {
        "tp": tp, "fp": fp, "fn": fn, "tn": tn,
        "accuracy": sk.accuracy_score(y, p, sample_weight=w),
        "balanced-accuracy": sk.balanced_accuracy_score(
            y, p, sample_weight=w),
        "precision": sk.precision_score(y, p, sample_weight=w),
        "recall": sk.recall_score(y, p, sample_weight=w),
        "f1": sk.f1_score(y, p, sample_weight=w),
        "f2": sk.fbeta_score(y, p, beta=2, sample_weight=w),
        "mcc": sk.matthews_corrcoef(y, p, sample_weight=w),
        "kappa": sk.cohen_kappa_score(y, p, sample_weight=w),
        "jaccard": sk.jaccard_score(y, p, sample_weight=w),
        "roc-auc": sk.roc_auc_score(y, p, sample_weight=w),
    }


def several(y, p, w, labels):
    # The recall of a class that is never true is undefined, and is none here.
    p_each, r_each, f_each, support = sk.precision_recall_fscore_support(
        y, p, labels=labels, sample_weight=w, zero_division=0)
    return {
        "confusion": sk.confusion_matrix(
            y, p, labels=labels, sample_weight=w).tolist(),
        "accuracy": sk.accuracy_score(y, p, sample_weight=w),
        "balanced-accuracy": sk.balanced_accuracy_score(
            y, p, sample_weight=w),
        "mcc": sk.matthews_corrcoef(y, p, sample_weight=w),
        "kappa": sk.cohen_kappa_score(y, p, sample_weight=w),
        "precision": p_each.tolist(),
        "recall": [None if s == 0 else r for r, s in zip(r_each, support)],
        "f1": f_each.tolist(),
        "micro-f1": sk.f1_score(y, p, average="micro", sample_weight=w),
        "weighted-recall": sk.recall_score(y, p, average="weighted",
                                           sample_weight=w),
    }


def make_case(rng, n, n_classes, has_weights, has_absent):
    names = np.array(NAMES[:n_classes])
    y = rng.integers(0, n_classes - has_absent, n)
    p = np.where(rng.random(n) < 0.65, y, rng.integers(0, n_classes, n))
    # Every class is predicted at least once, and those that are true so, too.
    p[:n_classes] = np.arange(n_classes)
    y[-(n_classes - has_absent):] = np.arange(n_classes - has_absent)
    w = np.round(rng.gamma(1, 1, n), 3) if has_weights else None
    y, p = names[y], names[p]
    # The second in the alphabet is positive.
    values = (binary(y, p, w, names[1]) if n_classes == 2
              else several(y, p, w, names.tolist()))
    return {"labels": y.tolist(), "decisions": p.tolist(),
            "weights": w.tolist() if has_weights else None,
            "classes": names.tolist(), "values": values}


def main():
    rng = np.random.default_rng(12)
    warnings.simplefilter("ignore")
    cases = [make_case(rng, n, k, w, a)
             for n, k, w, a in ((40, 2, False, 0), (97, 2, True, 0),
                                (60, 3, False, 0), (80, 3, True, 0),
                                (90, 5, False, 1), (90, 4, True, 1))]
    text = json.dumps({"cases": cases})
    (FOLDER / "decisions.json").write_text(text + "\n")


main()
