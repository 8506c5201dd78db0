#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes multiclass.json beside this script: scikit-learn's figures of
decisions among several classes, and of several labels at once, on generated
cases with weights, ties, absent classes and classes that are never decided.
Needs python3-sklearn of Debian 12."""

import json
import math
import pathlib
import warnings

import numpy as np
from sklearn import metrics as sk

FOLDER = pathlib.Path(__file__).parent
N_MULTICLASS, N_MULTILABEL = 90, 40
SEED = 20261201
TOP_K = (1, 2, 3, 5)
METRICS = ("precision", "recall", "f1")

warnings.filterwarnings("ignore")


def as_json(value):
    value = float(value)
    return None if math.isnan(value) else value


def make_weights(random, n):
    if random.random() < 0.5:
        return None
    weights = np.round(random.gamma(1, 1, n), 3)
    weights[random.random(n) < 0.1] = 0
    weights[0] = 0.75
    return weights


def make_scores(random, n, k, labels):
    """Rows that sum to one, about; of twentieths, for ties, or of millionths."""
    logits = random.normal(0, 1, (n, k)) + random.normal(0, 1, k)
    logits[np.arange(n), labels] += random.choice([0, 1, 3])
    if random.random() < 0.3:
        logits[:, random.integers(k)] -= 8  # hardly ever decided
    p = np.exp(logits)
    p = np.round(p / p.sum(1, keepdims=True), 6)
    if random.random() < 0.5:
        p = np.array([random.multinomial(20, row / row.sum())
                      for row in p]) / 20
    return p


def decide(rule, p, thresholds):
    """Column k stands for no class."""
    n, k = p.shape
    if rule == "argmax":
        return p.argmax(1)
    if rule == "argmax-over-threshold":
        return (p / thresholds).argmax(1)
    above = p >= thresholds
    return np.where(above.any(1), above.argmax(1), k)


def get_averages(y, decisions, classes, weights):
    """By name: scikit-learn's averages, undefined classes being 0 there, and
    those without them; n_undefined, and the weight of the undefined."""
    cells = sk.multilabel_confusion_matrix(y, decisions, labels=classes,
                                           sample_weight=weights)
    tn, fp, fn, tp = (cells[:, i, j] for i, j in
                      ((0, 0), (0, 1), (1, 0), (1, 1)))
    support = tp + fn
    each = sk.precision_recall_fscore_support(
        y, decisions, labels=classes, zero_division=0, sample_weight=weights)
    denominators = (tp + fp, tp + fn, tp + fp + fn)
    result = {"cells": [[as_json(c) for c in row]
                        for row in zip(tp, fp, fn, tn)]}
    for i, name in enumerate(METRICS):
        is_defined = denominators[i] > 0
        value = {average + "-zero": as_json(
            sk.precision_recall_fscore_support(
                y, decisions, labels=classes, average=average,
                zero_division=0, sample_weight=weights)[i])
            for average in ("macro", "micro", "weighted")}
        value["macro"] = as_json(each[i][is_defined].mean()) \
            if is_defined.any() else None
        value["weighted"] = as_json(np.average(
            each[i][is_defined], weights=support[is_defined])) \
            if support[is_defined].sum() > 0 else None
        value["undefined"] = int((~is_defined).sum())
        value["undefined-support"] = as_json(support[~is_defined].sum())
        result[name] = value
    return result


def get_decision(rule, p, thresholds, y, weights):
    n, k = p.shape
    decisions = decide(rule, p, thresholds)
    n_above = (p >= thresholds).sum(1)
    w = np.ones(n) if weights is None else weights
    kappa = sk.cohen_kappa_score(y, decisions, sample_weight=weights)
    return {
        "rule": rule, "decisions": decisions.tolist(),
        "above": n_above.tolist(),
        "matrix": sk.confusion_matrix(
            y, decisions, labels=range(k + 1),
            sample_weight=weights)[:k].tolist(),
        "none": [int((decisions == k).sum()), w[decisions == k].sum()],
        "several-above": [int((n_above > 1).sum()), w[n_above > 1].sum()],
        "none-above": [int((n_above == 0).sum()), w[n_above == 0].sum()],
        "accuracy": sk.accuracy_score(y, decisions, sample_weight=weights),
        "balanced-accuracy": sk.balanced_accuracy_score(
            y, decisions, sample_weight=weights),
        "mcc": sk.matthews_corrcoef(y, decisions, sample_weight=weights),
        # Limen's kappa is 0 where the denominator is.
        "kappa": 0 if math.isnan(kappa) else kappa,
        "averages": get_averages(y, decisions, list(range(k)), weights)}


def get_auc(p, y, weights, average):
    w = np.ones(len(y)) if weights is None else weights
    k = p.shape[1]
    if any(w[y == i].sum() == 0 or w[y != i].sum() == 0 for i in range(k)):
        return None  # undefined for a class: scikit-learn refuses
    return as_json(sk.roc_auc_score(
        y, p, multi_class="ovr", average=average, labels=range(k),
        sample_weight=weights))


def make_multiclass(random, i):
    k = 3 + i % 10
    n = int(random.choice([1, 2, 7, 23, 41, 77]))
    present = random.permutation(k)[:random.integers(1, k + 1)] \
        if random.random() < 0.4 else np.arange(k)
    y = random.choice(present, n, p=random.dirichlet(np.ones(len(present))))
    if n >= 41 and i % 2:
        y[:k] = np.arange(k)
    p, weights = make_scores(random, n, k, y), make_weights(random, n)
    if weights is not None:
        weights[:k] = np.maximum(weights[:k], 0.125)
    thresholds = np.round(random.uniform(0.05, 0.7, k), 2)
    return {
        "labels": y.tolist(), "scores": p.T.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "thresholds": thresholds.tolist(),
        "by-rule": [get_decision(rule, p, thresholds, y, weights)
                    for rule in ("argmax", "argmax-over-threshold",
                                 "first-above")],
        "top-k": {str(top): as_json(sk.top_k_accuracy_score(
            y, p, k=top, labels=range(k), sample_weight=weights))
            for top in TOP_K},
        "roc-auc": {average: get_auc(p, y, weights, average)
                    for average in ("macro", "weighted")}}


def make_multilabel(random, i):
    k, n = 3 + i % 10, int(random.choice([1, 2, 7, 23, 41]))
    truths = (random.random((n, k)) < random.uniform(0, 1, k)).astype(int)
    if random.random() < 0.3:
        truths[:, random.integers(k)] = 0
    scores = np.round(np.clip(
        truths * 0.3 + random.uniform(0, 0.7, (n, k)), 0, 1), 2)
    thresholds = np.round(random.uniform(0.2, 0.8, k), 2)
    if random.random() < 0.3:
        thresholds[random.integers(k)] = 1.5  # never predicted
    weights = make_weights(random, n)
    decisions = (scores >= thresholds).astype(int)
    return {
        "truths": truths.T.tolist(), "scores": scores.T.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "thresholds": thresholds.tolist(),
        "subset-accuracy": sk.accuracy_score(truths, decisions,
                                             sample_weight=weights),
        "hamming-loss": sk.hamming_loss(truths, decisions,
                                        sample_weight=weights),
        "averages": get_averages(truths, decisions, list(range(k)),
                                 weights)}


def main():
    random = np.random.default_rng(SEED)
    cases = {"multiclass": [make_multiclass(random, i)
                            for i in range(N_MULTICLASS)],
             "multilabel": [make_multilabel(random, i)
                            for i in range(N_MULTILABEL)]}
    text = json.dumps(cases, allow_nan=False, separators=(",", ":"))
    (FOLDER / "multiclass.json").write_text(
        text.replace('},{"labels', '},\n{"labels')
        .replace('},{"truths', '},\n{"truths') + "\n")


if __name__ == "__main__":
    main()
