#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes ranking.json beside this script.

Partial areas under the ROC curve, the area under the precision-recall curve by
trapezoids, areas of one class against one other, weighted kappas, and the
averages of every metric over the classes, of small random data sets with ties,
weights (also of 0) and classes without rows. All are scikit-learn's, or made of
its figures of two classes where it has none: it takes neither a range that does
not start at 0 nor weights of pairs of classes. null is undefined.
Needs python3-sklearn of Debian 12; where there is Rscript with the package
pROC, the partial areas of unweighted rows are checked against it, too.
"""

import itertools
import json
import math
import pathlib
import shutil
import subprocess
import warnings

import numpy as np
from sklearn import metrics as sk

FOLDER = pathlib.Path(__file__).parent
RANGES = ((0, 0.1), (0, 0.3), (0, 1), (0.2, 0.6), (0.05, 0.06), (0.75, 1))


def raw_from_0(y, s, w, to):
    """scikit-learn standardises; this takes it back."""
    least, most = to * to / 2, to
    standardised = sk.roc_auc_score(y, s, sample_weight=w, max_fpr=to)
    return least + (2 * standardised - 1) * (most - least)


def partial(y, s, w, low, high):
    if not (w[y == 0].sum() > 0 and w[y == 1].sum() > 0):
        return {"from": low, "to": high, "raw": None, "standardised": None}
    raw = raw_from_0(y, s, w, high) - (raw_from_0(y, s, w, low) if low else 0)
    least, most = (high * high - low * low) / 2, high - low
    return {"from": low, "to": high, "raw": raw, "standardised":
            sk.roc_auc_score(y, s, sample_weight=w, max_fpr=high)
            if low == 0 and high < 1 else
            0.5 * (1 + (raw - least) / (most - least))}


def check_with_proc(y, s, areas):
    for area in areas:
        code = (f"r <- pROC::roc(c({','.join(map(str, y))}), "
                f"c({','.join(map(repr, s.tolist()))}), levels=c(0,1), "
                "direction='<', quiet=TRUE); "
                f"a <- function(x) as.numeric(pROC::auc(r, partial.auc=c("
                f"{1 - area['from']},{1 - area['to']}), partial.auc.focus="
                "'specificity', partial.auc.correct=x, "
                "allow.invalid.partial.auc.correct=TRUE)); "
                "cat(format(c(a(FALSE), a(TRUE)), digits=17))")
        found = subprocess.run(["Rscript", "-e", code], check=True,
                               capture_output=True, text=True).stdout.split()
        assert math.isclose(float(found[0]), area["raw"], abs_tol=1e-12)
        assert math.isclose(float(found[1]), area["standardised"],
                            abs_tol=1e-12), (found, area)


def trapezoid(y, s, w):
    if not w[y == 1].sum() > 0:
        return None
    precision, recall, _ = sk.precision_recall_curve(y, s, sample_weight=w)
    return float(sk.auc(recall, precision))


def make_binary(rng, n, has_ties, has_weights, share=0.4):
    y = (rng.random(n) < share).astype(int)
    if share == 0.4:
        y[:2] = (0, 1)
    s = np.where(y == 1, rng.normal(0.6, 1, n), rng.normal(-0.2, 1, n))
    if has_ties:
        s = np.round(s * 3) / 3
    w = rng.random(n) * 2 + 0.1 if has_weights else np.ones(n)
    if has_weights and n > 2:
        w[np.argmax(s)] = 0
    areas = [partial(y, s, w, *r) for r in RANGES]
    if not has_weights and share == 0.4 and n < 100 and shutil.which("Rscript"):
        check_with_proc(y, s, areas)
    return {"labels": y.tolist(), "scores": s.tolist(),
            "weights": w.tolist() if has_weights else None,
            "partial": areas, "pr-auc-trapezoid": trapezoid(y, s, w)}


def one_vs_one(y, p, w, n):
    pairs = []
    for i, j in itertools.combinations(range(n), 2):
        rows = (y == i) | (y == j)
        if w[y == i].sum() > 0 and w[y == j].sum() > 0:
            value = np.mean([sk.roc_auc_score(y[rows] == k, p[rows, k],
                                              sample_weight=w[rows])
                             for k in (i, j)])
            pairs.append((value, w[rows].sum()))
    found = {"undefined": n * (n - 1) // 2 - len(pairs), "macro": None,
             "weighted": None}
    if pairs:
        values, weights = zip(*pairs)
        found["macro"] = float(np.mean(values))
        found["weighted"] = float(np.average(values, weights=weights))
    if n > 2 and len(pairs) == n * (n - 1) // 2 and np.all(w == np.round(w)):
        times = w.astype(int)
        for average in ("macro", "weighted"):
            assert math.isclose(found[average], sk.roc_auc_score(
                np.repeat(y, times), np.repeat(p, times, axis=0),
                multi_class="ovo", average=average), abs_tol=1e-13)
    return found


def kappa(y, d, w, weights=None):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        value = sk.cohen_kappa_score(y, d, weights=weights, sample_weight=w,
                                     labels=np.unique(np.append(y, d))
                                     if weights is None else
                                     range(int(max(y.max(), d.max())) + 1))
    return None if math.isnan(value) else float(value)


def metrics(y, d, w):
    """Every metric of one class; y and d are 0 and 1."""
    def quotient(a, b):
        return a / b if b else math.nan

    tp, fp = w[(y == 1) & (d == 1)].sum(), w[(y == 0) & (d == 1)].sum()
    fn, tn = w[(y == 1) & (d == 0)].sum(), w[(y == 0) & (d == 0)].sum()
    def rate(score, label, total):
        return (score(y, d, pos_label=label, sample_weight=w, zero_division=0)
                if total else math.nan)

    def f(beta):
        return (sk.fbeta_score(y, d, beta=beta, sample_weight=w,
                               zero_division=0)
                if tp + fp + fn else math.nan)

    precision = rate(sk.precision_score, 1, tp + fp)
    recall = rate(sk.recall_score, 1, tp + fn)
    specificity = rate(sk.recall_score, 0, tn + fp)
    npv = rate(sk.precision_score, 0, tn + fn)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        mcc = sk.matthews_corrcoef(y, d, sample_weight=w)
    return {
        "accuracy": sk.accuracy_score(y, d, sample_weight=w),
        "balanced-accuracy": (recall + specificity) / 2,
        "precision": precision, "recall": recall, "specificity": specificity,
        "npv": npv, "fpr": 1 - specificity, "fnr": 1 - recall,
        "fdr": 1 - precision, "for": 1 - npv,
        "f1": f(1), "f2": f(2), "f0.5": f(0.5), "mcc": mcc,
        "kappa": kappa(y, d, w) or 0,
        "youden-j": recall + specificity - 1,
        "g-mean": math.sqrt(recall * specificity),
        "jaccard": (sk.jaccard_score(y, d, sample_weight=w, zero_division=0)
                    if tp + fp + fn else math.nan),
        "markedness": precision + npv - 1,
        "predicted-positive-rate": np.average(d, weights=w),
        "lift": quotient(precision, np.average(y, weights=w)),
        "lr+": quotient(recall, 1 - specificity if fp else 0),
        "lr-": quotient(1 - recall, specificity),
        "dor": quotient(tp * tn, fp * fn),
        "cost": sk.zero_one_loss(y, d, sample_weight=w),
        "net-benefit": (tp - fp) / w.sum(),
        "fowlkes-mallows": math.sqrt(precision * recall),
        "p4": quotient(4 * tp * tn, 4 * tp * tn + (tp + tn) * (fp + fn)),
    }


def averages(y, d, w, n):
    truths, decisions = np.eye(n, dtype=int)[y], np.eye(n, dtype=int)[d]
    classes = [metrics(truths[:, k], decisions[:, k], w) for k in range(n)]
    pooled = metrics(truths.ravel(), decisions.ravel(), np.repeat(w, n))
    supports = w @ truths
    found = {}
    for name, micro in pooled.items():
        values = np.array([c[name] for c in classes])
        known = ~np.isnan(values)
        found[name] = {
            "macro": values[known].mean() if known.any() else math.nan,
            "micro": micro,
            "weighted": np.average(values[known], weights=supports[known])
            if supports[known].sum() else math.nan,
            "undefined": int((~known).sum())}
    return {name: {k: None if math.isnan(v) else v for k, v in value.items()}
            for name, value in found.items()}


def make_multiclass(rng, n_rows, n, has_ties, weights, absent=None):
    y = rng.integers(0, n, n_rows)
    if absent is None:
        y[:n] = range(n)
    else:
        y[y == absent] = (absent + 1) % n
    p = rng.dirichlet(np.ones(n), n_rows) + np.eye(n)[y] * 0.4
    p /= p.sum(axis=1, keepdims=True)
    if has_ties:
        p = np.array([rng.multinomial(4, row) for row in p]) / 4
    w = {"none": np.ones(n_rows), "whole": rng.integers(0, 4, n_rows) * 1.0,
         "any": rng.random(n_rows) * 2 + 0.1}[weights]
    if weights == "whole":
        w[:n] = 1
    d = p.argmax(axis=1)
    return {"labels": y.tolist(), "scores": p.T.tolist(),
            "weights": None if weights == "none" else w.tolist(),
            "one-vs-one": one_vs_one(y, p, w, n),
            "kappa-linear": kappa(y, d, w, "linear"),
            "kappa-quadratic": kappa(y, d, w, "quadratic"),
            "averages": averages(y, d, w, n)}


def main():
    rng = np.random.default_rng(53)
    binary = [make_binary(rng, n, has_ties, has_weights)
              for n in (2, 9, 40, 700)
              for has_ties in (False, True) for has_weights in (False, True)]
    binary += [make_binary(rng, 5, False, False, share) for share in (0, 1)]
    several = [make_multiclass(rng, n_rows, n, has_ties, weights)
               for n_rows, n in ((7, 3), (30, 3), (60, 5), (90, 4))
               for has_ties in (False, True)
               for weights in ("none", "whole", "any")]
    several += [make_multiclass(rng, 12, n, True, weights, absent)
                for n, absent in ((3, 0), (4, 3), (2, 1))
                for weights in ("none", "any")]
    text = ",\n".join(
        f'"{name}": [\n' + ",\n".join(json.dumps(case) for case in cases)
        + "\n]" for name, cases in (("binary", binary), ("several", several)))
    (FOLDER / "ranking.json").write_text(f"{{\n{text}\n}}\n")


if __name__ == "__main__":
    main()
