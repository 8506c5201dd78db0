#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes cases.json and samples.json beside this script.

Reference values by PyTorch (losses) and scikit-learn (metrics, ranking), in
double precision, of awkward small data sets and of the sample files. Where
scikit-learn has no such metric, or no undefined values, the textbook formula
stands here, and is checked against scikit-learn wherever both are defined.
Needs python3-torch and python3-sklearn of Debian 12.
"""

import csv
import json
import math
import pathlib
import warnings

import numpy as np
import torch
from sklearn import metrics as sk

FOLDER = pathlib.Path(__file__).parent
SAMPLES = FOLDER.parent.parent / "data" / "samples"
LOG_FLOOR = -100.0

warnings.filterwarnings("ignore")


def ratio(a, b):
    return a / b if b != 0 else math.nan


def fbeta(tp, fp, fn, beta):
    b2 = beta * beta
    return ratio((1 + b2) * tp, (1 + b2) * tp + b2 * fn + fp)


def metric_values(tp, fp, fn, tn):
    n = tp + fp + fn + tn
    precision, recall = ratio(tp, tp + fp), ratio(tp, tp + fn)
    specificity, npv = ratio(tn, tn + fp), ratio(tn, tn + fn)
    fpr, fnr = ratio(fp, fp + tn), ratio(fn, fn + tp)
    product = (tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)
    chance = (tp + fp) * (fp + tn) + (tp + fn) * (fn + tn)
    return {
        "accuracy": ratio(tp + tn, n),
        "balanced-accuracy": (recall + specificity) / 2,
        "precision": precision,
        "recall": recall,
        "specificity": specificity,
        "npv": npv,
        "fpr": fpr,
        "fnr": fnr,
        "fdr": ratio(fp, fp + tp),
        "for": ratio(fn, fn + tn),
        "f1": fbeta(tp, fp, fn, 1),
        "f2": fbeta(tp, fp, fn, 2),
        "f0.5": fbeta(tp, fp, fn, 0.5),
        "mcc": (tp * tn - fp * fn) / math.sqrt(product) if product else 0.0,
        "kappa": 2 * (tp * tn - fp * fn) / chance if chance else 0.0,
        "youden-j": recall + specificity - 1,
        "g-mean": math.sqrt(recall * specificity),
        "jaccard": ratio(tp, tp + fp + fn),
        "markedness": precision + npv - 1,
        "predicted-positive-rate": ratio(tp + fp, n),
        "lift": ratio(precision, ratio(tp + fn, n)),
        "lr+": ratio(recall, fpr),
        "lr-": ratio(fnr, specificity),
        "dor": ratio(tp * tn, fp * fn),
        "cost": ratio(fp + fn, n),
        "net-benefit": ratio(tp - fp, n),
    }


def check_with_sklearn(values, y, decided, w):
    """The formulas above, against scikit-learn, wherever both are defined."""
    both = len(set(y)) == 2
    pairs = {
        "accuracy": sk.accuracy_score(y, decided, sample_weight=w),
        "precision": sk.precision_score(y, decided, sample_weight=w),
        "recall": sk.recall_score(y, decided, sample_weight=w),
        "f1": sk.f1_score(y, decided, sample_weight=w),
        "f2": sk.fbeta_score(y, decided, beta=2, sample_weight=w),
        "f0.5": sk.fbeta_score(y, decided, beta=0.5, sample_weight=w),
        "jaccard": sk.jaccard_score(y, decided, sample_weight=w),
        "mcc": sk.matthews_corrcoef(y, decided, sample_weight=w),
    }
    if both and w is None:
        pairs["balanced-accuracy"] = sk.balanced_accuracy_score(y, decided)
        pairs["kappa"] = sk.cohen_kappa_score(y, decided)
    for name, value in pairs.items():
        if not math.isnan(values[name]) and not math.isnan(value):
            assert abs(values[name] - value) < 1e-12, (name, values, value)


def at(y, s, w, threshold):
    weights = np.ones(len(y)) if w is None else w
    decided = (s >= threshold).astype(int)
    cells = [float(weights[(decided == d) & (y == t)].sum())
             for d, t in ((1, 1), (1, 0), (0, 1), (0, 0))]
    values = metric_values(*cells)
    check_with_sklearn(values, y, decided, w)
    return {"threshold": threshold,
            **dict(zip(("tp", "fp", "fn", "tn"), cells)), "metrics": values}


def probabilities(kind, s):
    if kind == "logit":
        return torch.sigmoid(torch.tensor(s)).numpy()
    return np.exp(s) if kind == "log-probability" else s


def losses(kind, y, s, w):
    target = torch.tensor(y, dtype=torch.float64)
    scores = torch.tensor(s)
    weight = None if w is None else torch.tensor(w)
    p = probabilities(kind, s)
    weights = np.ones(len(y)) if w is None else w
    result = {}
    for reduction, suffix in (("mean", ""), ("sum", "-sum")):
        if kind == "logit":
            loss = torch.nn.BCEWithLogitsLoss(weight=weight,
                                              reduction=reduction)
            result["bce-with-logits" + suffix] = loss(scores, target).item()
            loss = torch.nn.BCEWithLogitsLoss(
                weight=weight, reduction=reduction,
                pos_weight=torch.tensor(2.5, dtype=torch.float64))
            result["pos-weight-2.5" + suffix] = loss(scores, target).item()
        else:
            loss = torch.nn.BCELoss(weight=weight, reduction=reduction)
            result["bce" + suffix] = loss(torch.tensor(p), target).item()
    squares = weights * (p - y) ** 2
    result["brier"] = ratio(squares.sum(), weights.sum())
    result["brier-sum"] = squares.sum()
    if w is None and len(set(y)) == 2:
        assert abs(result["brier"] - sk.brier_score_loss(y, p)) < 1e-12
    return result


def dice(p, y, w, smooth, power):
    """As segmentation_models and MONAI have it, pooled over the rows."""
    p, y, w = (torch.tensor(np.asarray(a, dtype=np.float64))
               for a in (p, y, w))
    both = (w * p * y).sum()
    either = (w * (p ** power + y ** power)).sum()
    return (1 - (2 * both + smooth) / (either + smooth)).item()


def log10_likelihood(kind, y, s, w):
    s = torch.tensor(s)
    if kind == "logit":
        logs = torch.where(torch.tensor(y) == 1,
                           torch.nn.functional.logsigmoid(s),
                           torch.nn.functional.logsigmoid(-s))
    elif kind == "probability":
        logs = torch.where(torch.tensor(y) == 1, torch.log(s),
                           torch.log1p(-s))
    else:
        logs = torch.where(torch.tensor(y) == 1, s,
                           torch.log(-torch.expm1(s)))
    return float((torch.tensor(w) * logs).sum().item() / math.log(10))


def pooled(kind, y, s, w):
    """Figures of all rows together."""
    p, w = probabilities(kind, s), weights_of(y, w)
    return {"dice": dice(p, y, w, 0, 1), "dice-squared": dice(p, y, w, 0, 2),
            "dice-smooth-0.5": dice(p, y, w, 0.5, 1),
            "log10-likelihood": log10_likelihood(kind, y, s, w)}


def base_rate(y, w):
    weights = np.ones(len(y)) if w is None else w
    share = (weights * y).sum() / weights.sum()
    rate = torch.full((len(y),), share, dtype=torch.float64)
    weight = None if w is None else torch.tensor(w)
    target = torch.tensor(y, dtype=torch.float64)
    return {"base-rate": torch.nn.BCELoss(weight=weight)(rate, target).item(),
            "base-rate-sum": torch.nn.BCELoss(
                weight=weight, reduction="sum")(rate, target).item()}


def ranking(y, s, w):
    if len(set(y[weights_of(y, w) > 0])) < 2:
        return {"roc-auc": math.nan, "ks": math.nan,
                "average-precision": math.nan if not y.any()
                else sk.average_precision_score(y, s, sample_weight=w)}
    fpr, tpr, _ = sk.roc_curve(y, s, sample_weight=w,
                               drop_intermediate=False)
    return {"roc-auc": sk.roc_auc_score(y, s, sample_weight=w),
            "average-precision": sk.average_precision_score(
                y, s, sample_weight=w),
            "ks": float(np.abs(tpr - fpr).max())}


def weights_of(y, w):
    return np.ones(len(y)) if w is None else w


def calibration(kind, y, s, w, n_bins=15):
    p, weights = probabilities(kind, s), weights_of(y, w)
    edges = np.arange(n_bins + 1) / n_bins
    bins = np.minimum(np.searchsorted(edges, p, side="right") - 1, n_bins - 1)
    gaps, masses = [], []
    for i in range(n_bins):
        mass = weights[bins == i].sum()
        if mass > 0:
            inside = bins == i
            gaps.append(abs((weights * (y - p))[inside].sum() / mass))
            masses.append(mass)
    return {"ece": float(np.dot(gaps, masses) / sum(masses)),
            "mce": max(gaps)}


def best(y, s, w, name):
    """The best value over every distinct score and +inf."""
    values = [at(y, s, w, t)["metrics"][name]
              for t in [*np.unique(s), math.inf]]
    return max(v for v in values if not math.isnan(v))


def describe(kind, y, s, w, thresholds):
    result = {"kind": kind,
              "ranking": ranking(y, s, w),
              "at": [at(y, s, w, float(t)) for t in thresholds]}
    if kind != "score":
        result["losses"] = {**losses(kind, y, s, w), **base_rate(y, w),
                            **pooled(kind, y, s, w)}
        result["calibration"] = calibration(kind, y, s, w)
    return result


def clean(value):
    """JSON has no NaN and no infinities."""
    if isinstance(value, dict):
        return {k: clean(v) for k, v in value.items()}
    if isinstance(value, list):
        return [clean(v) for v in value]
    if isinstance(value, (float, np.floating)):
        if math.isinf(value):
            return "inf" if value > 0 else "-inf"
        return None if math.isnan(value) else float(value)
    return int(value) if isinstance(value, np.integer) else value


def make_case(name, kind, y, s, w=None):
    y, s = np.array(y), np.array(s, dtype=np.float64)
    w = None if w is None else np.array(w, dtype=np.float64)
    distinct = np.unique(s)
    thresholds = sorted({*distinct[::max(1, len(distinct) // 6)],
                         float(distinct[-1]), 0.5, 0.0})
    return {"name": name, "labels": y.tolist(), "scores": s.tolist(),
            "weights": None if w is None else w.tolist(),
            **describe(kind, y, s, w, thresholds)}


def make_cases():
    random = np.random.default_rng(20260131)

    def draw(n, kind, digits=None, share=0.4):
        y = (random.random(n) < share).astype(int)
        z = random.normal(1.5 * y - 0.7, 1.3)
        s = z if kind == "logit" else 1 / (1 + np.exp(-z))
        if kind == "log-probability":
            s = np.log(s)
        return y, s if digits is None else np.round(s, digits)

    cases = [
        make_case("one positive row", "probability", [1], [0.25]),
        make_case("one negative row", "probability", [0], [0.25]),
        make_case("all positive", "probability", [1, 1, 1], [0.2, 0.7, 0.7]),
        make_case("all negative", "probability", [0, 0, 0], [0.2, 0.7, 0.7]),
        make_case("constant scores", "probability", [0, 1, 1, 0, 1],
                  [0.5] * 5),
        make_case("zeros and ones", "probability", [0, 1, 1, 0, 1, 0],
                  [0.0, 1.0, 0.0, 1.0, 1.0, 0.0]),
        make_case("tiny and nearly one", "probability", [0, 1, 1, 0],
                  [5e-324, 1e-320, 1 - 2 ** -53, 1e-45]),
        make_case("perfect", "probability", [0, 0, 1, 1],
                  [0.1, 0.2, 0.8, 0.9]),
        make_case("perfectly wrong", "probability", [1, 1, 0, 0],
                  [0.1, 0.2, 0.8, 0.9]),
        make_case("bin edges", "probability", [0, 1] * 8,
                  [i / 15 for i in range(16)]),
        make_case("large logits", "logit", [0, 1, 1, 0, 1],
                  [-1000.0, 1000.0, -1000.0, 1000.0, 0.0]),
        make_case("zero weights", "probability", [0, 1, 1, 0, 1],
                  [0.1, 0.4, 0.4, 0.6, 0.9], [1, 0, 2.5, 0.25, 0]),
        make_case("negative scores", "score", [0, 1, 0, 1, 1],
                  [-3.5, -0.25, 0.0, 17.0, 17.0]),
    ]
    for kind in ("probability", "logit", "log-probability"):
        y, s = draw(120, kind)
        cases.append(make_case("random " + kind, kind, y, s))
        y, s = draw(80, kind, 1)
        if kind == "log-probability":
            s = np.minimum(s, 0)
        cases.append(make_case("ties " + kind, kind, y, s))
        y, s = draw(60, kind, 2)
        cases.append(make_case("weights " + kind, kind, y,
                               np.minimum(s, 0) if kind[:3] == "log"
                               and kind != "logit" else s,
                               random.gamma(2, 1, 60)))
    y, s = draw(150, "probability", 2, 0.03)
    cases.append(make_case("rare", "probability", y, s))
    return cases


def read_sample(name, label, positive, score):
    with open(SAMPLES / name, newline="") as file:
        rows = list(csv.DictReader(file))
    return (np.array([int(r[label] == positive) for r in rows]),
            np.array([float(r[score]) for r in rows]))


def make_samples():
    samples = []
    for name, kind, label, positive, score, thresholds in (
            ("digits-odd.csv", "probability", "label", "1", "probability",
             [0.1, 0.35, 0.5, 0.9]),
            ("eights.csv", "probability", "target", "yes", "prediction",
             [0.1, 0.15, 0.2, 0.5]),
            ("tumours.csv", "logit", "diagnosis", "malignant", "logit",
             [-1.0, 0.0, 1.5])):
        y, s = read_sample(name, label, positive, score)
        samples.append({
            "file": name, "rows": len(y), "positives": int(y.sum()),
            "positive": positive, **describe(kind, y, s, None, thresholds),
            "best": {m: best(y, s, None, m)
                     for m in ("f1", "youden-j", "mcc", "accuracy")}})
    return samples


def save(name, value):
    with open(FOLDER / name, "w") as file:
        json.dump(clean(value), file, indent=1)
        file.write("\n")


if __name__ == "__main__":
    save("cases.json", make_cases())
    save("samples.json", make_samples())
