#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes multiclass-files.json beside this script: the reference values of
whole sample files of several classes or several labels, by PyTorch (losses)
and scikit-learn (metrics, ranking) in double precision.

Of each file: `losses` over all of it and `losses-with` the parameters that stand beside them; `argmax`, the decisions for the most
probable class, or `decisions` for every label with a probability of at least
0.5; `ranking`, averaged over the classes; the `calibration` of the most
probable class. `one-vs-rest` has a class's or a label's own figures by the
scores as they stand in the file. Where those are logits,
`one-vs-rest-softmax` has them by the probabilities. `optima` are the largest
values over every distinct score and +inf, of equal ones that with the widest
interval (low, high], and of those the lowest.

Then come small files, whose `text` stands there: soft labels of logits and of
probabilities, and regressions with variances of a column or a `variance` for
all rows.

Needs python3-torch and python3-sklearn of Debian 12.
"""

import csv
import fractions
import importlib
import json
import math
import pathlib
import sys

import numpy as np
import torch
from sklearn import metrics as sk
from torch import nn

sys.dont_write_bytecode = True
reference = importlib.import_module("make-reference")

FOLDER = pathlib.Path(__file__).parent
SMOOTHING = 0.1
AVERAGES = ("macro", "micro", "weighted")
REDUCTIONS = (("mean", ""), ("sum", "-sum"))
CLASS_WEIGHTS = {"digits.csv": {"0": 0.5, "8": 3, "9": 2},
                 "wine-logits.csv": {"1": 0.25, "2": 2},
                 "digit-traits.csv": {"even": 0.25, "loop": 3}}


def as_tensor(values):
    return torch.tensor(np.asarray(values, dtype=np.float64))


def near(a, b):
    return abs(a - b) <= 1e-12 * max(1, abs(a))


def read(name):
    with open(reference.SAMPLES / name, newline="") as file:
        header, *rows = csv.reader(file)
    return header, np.array(rows, dtype=np.float64)


def one_hot(y, k):
    return np.eye(k, dtype=int)[y]


# Losses

def smoothed(logs, target, weight, smoothing, reduction):
    """CrossEntropyLoss, but of logarithms taken as they are: it would
    normalise what six digits have left a little off."""
    nll = nn.NLLLoss(weight=weight, reduction="sum")(logs, target)
    spread = -(logs * weight).sum()
    total = (1 - smoothing) * nll + smoothing / logs.shape[1] * spread
    return total if reduction == "sum" else total / weight[target].sum()


def cross_entropy(kind, scores, target, weight, smoothing, reduction):
    criterion = nn.CrossEntropyLoss(weight=weight, label_smoothing=smoothing,
                                    reduction=reduction)
    logs = torch.log_softmax(scores, 1)
    by_torch = criterion(scores, target).item()
    assert near(by_torch, smoothed(logs, target, weight, smoothing,
                                   reduction).item())
    if kind == "logit":
        return by_torch
    logs = torch.clamp(torch.log(scores), min=reference.LOG_FLOOR)
    return smoothed(logs, target, weight, smoothing, reduction).item()


def all_cross_entropies(kind, s, y, weights, smoothing):
    name = "cross-entropy" if kind == "logit" else "nll"
    return {name + suffix: cross_entropy(kind, as_tensor(s), torch.tensor(y),
                                         as_tensor(weights), smoothing,
                                         reduction)
            for reduction, suffix in REDUCTIONS}


def losses_with(file, kind, s, y, names):
    given = CLASS_WEIGHTS[file]
    weights = [given.get(name, 1) for name in names]
    ones = [1] * len(names)
    return [{"label-smoothing": e, "class-weight": given if w else {},
             **all_cross_entropies(kind, s, y, weights if w else ones, e)}
            for e, w in ((SMOOTHING, False), (0, True), (SMOOTHING, True))]


def entropy(y, k):
    """The loss of always saying the classes' frequencies."""
    shares = as_tensor(np.bincount(y, minlength=k) / len(y))
    logs = torch.log(shares).expand(len(y), k)
    return {"base-rate" + suffix: nn.NLLLoss(reduction=reduction)(
        logs, torch.tensor(y)).item() for reduction, suffix in REDUCTIONS}


def dice(p, truth):
    return {name: reference.dice(p, truth, np.ones(len(p)), 0, power)
            for name, power in (("dice", 1), ("dice-squared", 2))}


def mean_of(dicts):
    return {name: float(np.mean([d[name] for d in dicts]))
            for name in dicts[0]}


def multiclass_losses(kind, s, p, y):
    k = s.shape[1]
    truth = one_hot(y, k)
    result = all_cross_entropies(kind, s, y, [1] * k, 0)
    squares = nn.MSELoss(reduction="sum")(as_tensor(p),
                                          as_tensor(truth)).item()
    nll = result["cross-entropy-sum" if kind == "logit" else "nll-sum"]
    return {**result, "brier": squares / len(y), "brier-sum": squares,
            **mean_of([dice(p[:, i], truth[:, i]) for i in range(k)]),
            **entropy(y, k), "log10-likelihood": -nll / math.log(10)}


def label_losses(p, truth):
    result = {}
    for reduction, suffix in REDUCTIONS:
        result["bce" + suffix] = nn.BCELoss(reduction=reduction)(
            as_tensor(p), as_tensor(truth)).item()
        result["brier" + suffix] = nn.MSELoss(reduction=reduction)(
            as_tensor(p), as_tensor(truth)).item()
    return result


def weighted_label_losses(file, p, truth, names):
    """The mean still divides by the number of cells."""
    given = CLASS_WEIGHTS[file]
    weight = as_tensor([given.get(name, 1) for name in names])
    return [{"label-smoothing": 0, "class-weight": given,
             **{"bce" + suffix: nn.BCELoss(weight=weight, reduction=reduction)(
                 as_tensor(p), as_tensor(truth)).item()
                for reduction, suffix in REDUCTIONS}}]


# Decisions

def averages(truth, decided):
    result = {}
    for average in AVERAGES:
        values = sk.precision_recall_fscore_support(
            truth, decided, average=average)[:3]
        result[average] = dict(zip(("precision", "recall", "f1"), values))
    return result


def top_accuracy(y, s, n):
    """The share of rows whose class is among the n best; no ties matter."""
    order = np.sort(s, axis=1)[:, ::-1]
    assert n >= s.shape[1] or (order[:, n - 1] > order[:, n]).all()
    return sk.top_k_accuracy_score(y, s, k=n, labels=range(s.shape[1]))


def argmax_figures(y, s):
    decided = s.argmax(1)
    assert near(top_accuracy(y, s, 1), sk.accuracy_score(y, decided))
    assert set(decided) == set(y) == set(range(s.shape[1]))
    return {"accuracy": sk.accuracy_score(y, decided),
            "balanced-accuracy": sk.balanced_accuracy_score(y, decided),
            "mcc": sk.matthews_corrcoef(y, decided),
            "kappa": sk.cohen_kappa_score(y, decided),
            "top-2-accuracy": top_accuracy(y, s, 2),
            "top-3-accuracy": top_accuracy(y, s, 3),
            **averages(y, decided)}


def label_decisions(truth, p, threshold):
    decided = (p >= threshold).astype(int)
    return {"threshold": threshold,
            "subset-accuracy": sk.accuracy_score(truth, decided),
            "hamming-loss": sk.hamming_loss(truth, decided),
            **averages(truth, decided)}


def own_decisions(truth, decided):
    cells = [int(((decided == d) & (truth == t)).sum())
             for d, t in ((1, 1), (1, 0), (0, 1), (0, 0))]
    values = reference.metric_values(*cells)
    reference.check_with_sklearn(values, truth, decided, None)
    return {**dict(zip(("tp", "fp", "fn", "tn"), cells)), "metrics": values}


# Ranking and thresholds

def average_rankings(truth, s, ways):
    return {f"{name}-{average}": float(function(truth, s, average=average))
            for name, function in (
                ("roc-auc", sk.roc_auc_score),
                ("average-precision", sk.average_precision_score))
            for average in ways}


def best_f1(truth, s):
    distinct = np.unique(s)
    highs = [*distinct.tolist(), math.inf]
    lows = [-math.inf, *distinct.tolist()]
    found = []
    for low, high in zip(lows, highs):
        tp = int(((s >= high) & (truth == 1)).sum())
        fp = int(((s >= high) & (truth == 0)).sum())
        fn = int(truth.sum()) - tp
        found.append((fractions.Fraction(2 * tp, 2 * tp + fp + fn),
                      high - low, -high, low,
                      {"tp": tp, "fp": fp, "fn": fn,
                       "tn": len(s) - tp - fp - fn}))
    value, _, high, low, cells = max(found, key=lambda one: one[:3])
    by_sklearn = sk.f1_score(truth, s >= -high)
    assert near(float(value), by_sklearn)
    return {"objective": "maximize f1", "low": low, "high": -high,
            "value": float(value),
            "ties": sum(one[0] == value for one in found), **cells}


def one_class(name, truth, s, p, threshold):
    """Figures of a class against the rest, or of a label; p: probabilities,
    where they mean something."""
    result = {"name": name, "rows": int(truth.sum()),
              "ranking": reference.ranking(truth, s, None),
              "at": [reference.at(truth, s, None, threshold)],
              "optima": [best_f1(truth, s)]}
    if p is not None:
        result["losses"] = {**label_losses(p, truth), **dice(p, truth)}
        result["calibration"] = reference.calibration("probability", truth, p,
                                                      None)
    return result


# Small files

def as_text(names, columns):
    rows = [",".join(repr(float(x)) for x in row) for row in zip(*columns)]
    return "\n".join([",".join(names), *rows, ""])


def soft_cross_entropies(kind, scores, target, weights, smoothing):
    name = "cross-entropy" if kind == "logit" else "nll"
    result = {}
    for reduction, suffix in REDUCTIONS:
        criterion = nn.CrossEntropyLoss(
            weight=as_tensor(weights), label_smoothing=smoothing,
            reduction=reduction)
        # Its softmax of the logarithms of what sums to one changes nothing.
        logits = scores if kind == "logit" else torch.log(scores)
        result[name + suffix] = criterion(logits, target).item()
    return result


def describe_soft(kind, names, weights, rng):
    """Soft labels: one of them hard, one with a class that has none."""
    k = len(names)
    target = rng.dirichlet([0.7] * k, 40)
    target[3], target[7] = np.eye(k)[1], np.eye(k)[0] / 4 + np.eye(k)[2] * 0.75
    scores = rng.normal(size=(40, k)) * 2
    if kind == "probability":
        scores = torch.softmax(as_tensor(scores), 1).numpy()
    t, s = as_tensor(target), as_tensor(scores)
    logs = torch.log_softmax(s, 1) if kind == "logit" else torch.log(s)
    word = "logit" if kind == "logit" else "prob"
    divergences = {"kl" + suffix: nn.KLDivLoss(reduction=way)(logs, t).item()
                   for way, suffix in (("batchmean", ""), ("sum", "-sum"))}
    given = dict(zip(names, weights))
    return {"task": "multiclass", "kind": kind,
            "text": as_text(["label_" + n for n in names]
                            + [f"{word}_{n}" for n in names],
                            [*target.T, *scores.T]),
            "losses": {**soft_cross_entropies(kind, s, t, [1] * k, 0),
                       **divergences},
            "losses-with": [
                {"label-smoothing": e, "class-weight": given if w else {},
                 **soft_cross_entropies(kind, s, t, weights if w else [1] * k,
                                        e)}
                for e, w in ((SMOOTHING, False), (0, True),
                             (SMOOTHING, True))]}


def describe_regression(variance, rng):
    """One of the variances is below the least there may be."""
    y, mean = rng.normal(size=30) * 3, rng.normal(size=30) * 3
    variances = rng.gamma(2, size=30) if variance is None else None
    if variances is not None:
        variances[4] = 0
    columns, names = [y, mean], ["target", "prediction"]
    if variances is not None:
        columns, names = [*columns, variances], [*names, "variance"]
    v = as_tensor(np.full(30, variance) if variances is None else variances)
    losses = {}
    for reduction, suffix in REDUCTIONS:
        losses["mse" + suffix] = nn.MSELoss(reduction=reduction)(
            as_tensor(mean), as_tensor(y)).item()
        losses["gaussian-nll" + suffix] = nn.GaussianNLLLoss(
            reduction=reduction)(as_tensor(mean), as_tensor(y), v).item()
    return {"task": "regression", "kind": "score",
            "text": as_text(names, columns),
            **({"variance": variance} if variances is None else {}),
            "losses": losses}


def describe_small_files():
    rng = np.random.default_rng(20260801)
    return [describe_soft("logit", ["cat", "dog", "eel"], [0.5, 3, 1], rng),
            describe_soft("probability", ["a", "b", "c", "d"],
                          [1, 2, 0.25, 1.5], rng),
            describe_regression(None, rng), describe_regression(1.0, rng),
            describe_regression(0.25, rng)]


# Files

def describe_multiclass(file, kind):
    header, table = read(file)
    y, s = table[:, 0].astype(int), table[:, 1:]
    names = [str(k) for k in range(s.shape[1])]
    p = torch.softmax(as_tensor(s), 1).numpy() if kind == "logit" else s
    truth, decided = one_hot(y, len(names)), one_hot(s.argmax(1), len(names))
    correct = (p.argmax(1) == y).astype(int)
    each = range(len(names))
    probable = [one_class(names[k], truth[:, k], p[:, k], p[:, k], 0.5)
                for k in each]
    result = {
        "file": file, "rows": len(y), "task": "multiclass", "kind": kind,
        "label": header[0], "scores": header[1:],
        "classes": [{"name": n, "rows": int(c)}
                    for n, c in zip(names, truth.sum(0))],
        "losses": multiclass_losses(kind, s, p, y),
        "losses-with": losses_with(file, kind, s, y, names),
        "argmax": argmax_figures(y, s),
        "confusion": sk.confusion_matrix(y, s.argmax(1)).tolist(),
        "argmax-one-vs-rest": [
            {"name": names[k], **own_decisions(truth[:, k], decided[:, k])}
            for k in each],
        "calibration": reference.calibration("probability", correct,
                                             p.max(1), None),
        "ranking": average_rankings(truth, s, ("macro", "weighted"))}
    if kind == "probability":
        result["one-vs-rest"] = probable
        assert near(result["ranking"]["roc-auc-macro"],
                    sk.roc_auc_score(y, s, multi_class="ovr"))
        return result
    result["one-vs-rest"] = [one_class(names[k], truth[:, k], s[:, k], None,
                                       0.0) for k in each]
    result["ranking-softmax"] = average_rankings(truth, p,
                                                 ("macro", "weighted"))
    result["one-vs-rest-softmax"] = probable
    return result


def describe_multilabel(file):
    header, table = read(file)
    k = len(header) // 2
    names = [column.split("_", 1)[1] for column in header[:k]]
    truth, p = table[:, :k].astype(int), table[:, k:]
    own = [one_class(names[i], truth[:, i], p[:, i], p[:, i], 0.5)
           for i in range(k)]
    return {"file": file, "rows": len(table), "task": "multilabel",
            "kind": "probability", "labels": header[:k], "scores": header[k:],
            "classes": [{"name": n, "rows": int(c)}
                        for n, c in zip(names, truth.sum(0))],
            "losses": {**label_losses(p, truth),
                       **mean_of([dice(p[:, i], truth[:, i])
                                  for i in range(k)])},
            "losses-with": weighted_label_losses(file, p, truth, names),
            "decisions": [label_decisions(truth, p, 0.5)],
            "ranking": average_rankings(truth, p, AVERAGES),
            "one-vs-rest": own}


def main():
    files = [describe_multiclass("digits.csv", "probability"),
             describe_multilabel("digit-traits.csv"),
             describe_multiclass("wine-logits.csv", "logit"),
             *describe_small_files()]
    with open(FOLDER / "multiclass-files.json", "w") as file:
        json.dump(reference.clean(files), file, indent=1, allow_nan=False)
        file.write("\n")


if __name__ == "__main__":
    main()
