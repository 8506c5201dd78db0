#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes losses.json beside this script: PyTorch's classification and
regression losses on generated cases, in double precision, over all kinds of
input and all parameters that Limen has, and scikit-learn's means by weight.
Focal losses are torchvision's, or of several classes its formula.
Needs python3-torch, python3-torchvision and python3-sklearn of Debian 12."""

import json
import math
import pathlib

import numpy as np
import torch
from sklearn.metrics import log_loss
from torch import nn
from torchvision.ops import sigmoid_focal_loss

FOLDER = pathlib.Path(__file__).parent
N_MULTICLASS, N_BINARY, N_REGRESSION = 160, 60, 30
SEED = 20261124
GAMMAS = 0, 0.5, 1, 2, 3.7
ALPHAS = -1, 0, 0.25, 0.9, 1, -1


def as_tensor(values):
    return torch.tensor(np.asarray(values, dtype=np.float64))


def make_scores(random, kind, n, k):
    scale = random.choice([0.5, 3, 30, 1000])
    logits = np.round(random.normal(0, scale, (n, k)), 3)
    if kind == "logit":
        return logits
    p = torch.softmax(as_tensor(logits), 1).numpy()
    if kind == "probability":
        return p
    return torch.log_softmax(as_tensor(logits), 1).numpy()


def get_log_probabilities(kind, scores):
    """What goes into NLLLoss; probabilities clamped as BCELoss clamps."""
    if kind == "logit":
        return torch.log_softmax(scores, 1)
    if kind == "probability":
        return torch.clamp(torch.log(scores), min=-100)
    return scores


def cross_entropy(kind, scores, target, weight, smoothing, reduction):
    if kind == "logit":
        return nn.CrossEntropyLoss(weight=weight, label_smoothing=smoothing,
                                   reduction=reduction)(scores, target)
    logs = get_log_probabilities(kind, scores)
    if smoothing == 0:
        return nn.NLLLoss(weight=weight, reduction=reduction)(logs, target)
    # CrossEntropyLoss normalises again what is normal already: the same.
    return nn.CrossEntropyLoss(weight=weight, label_smoothing=smoothing,
                               reduction=reduction)(logs, target)


def dice(p, y, smooth, power):
    both, either = (p * y).sum(0), (p ** power + y ** power).sum(0)
    return (1 - (2 * both + smooth) / (either + smooth)).mean().item()


def focal(logs, target, weight, gamma):
    """Of several classes: torchvision's formula for the true one, weighted and
    reduced as NLLLoss does; and with probabilities as targets, as
    CrossEntropyLoss does."""
    logs = (1 - torch.exp(logs)) ** gamma * logs
    if target.dtype == torch.long:
        return {suffix: nn.NLLLoss(weight=weight, reduction=reduction)(
            logs, target).item()
            for reduction, suffix in (("mean", ""), ("sum", "-sum"))}
    c = torch.ones(logs.shape[1]) if weight is None else weight
    total = -(c * target * logs).sum().item()
    return {"": total / len(logs), "-sum": total}


def make_multiclass(random, i):
    n, k = int(random.integers(1, 9)), int(random.integers(2, 6))
    kind = ("logit", "probability", "log-probability")[i % 3]
    smoothing = [0, 0, 0.1, 0.5, 1][random.integers(5)]
    if kind == "probability" and smoothing > 0:
        smoothing = 0  # clamped, they are not normal any more
    scores = make_scores(random, kind, n, k)
    labels = random.integers(0, k, n)
    weights = np.round(random.gamma(1, 1, k) + 0.01, 3) \
        if random.random() < 0.5 else None
    targets = random.dirichlet(np.ones(k), n)
    s, y = as_tensor(scores), torch.tensor(labels)
    weight = None if weights is None else as_tensor(weights)
    logs = get_log_probabilities(kind, s)
    p = torch.softmax(s, 1) if kind == "logit" else torch.exp(s) \
        if kind == "log-probability" else s
    one_hot = torch.nn.functional.one_hot(y, k).double()
    soft = nn.CrossEntropyLoss(weight=weight, label_smoothing=smoothing,
                               reduction="sum")
    result = {}
    for reduction, suffix in (("mean", ""), ("sum", "-sum")):
        result["cross-entropy" + suffix] = cross_entropy(
            kind, s, y, weight, smoothing, reduction).item()
    if kind == "logit":
        result["soft-sum"] = soft(s, as_tensor(targets)).item()
        result["soft"] = nn.CrossEntropyLoss(
            weight=weight, label_smoothing=smoothing)(
                s, as_tensor(targets)).item()
    result["kl"] = nn.KLDivLoss(reduction="batchmean")(logs, one_hot).item()
    result["kl-sum"] = nn.KLDivLoss(reduction="sum")(logs, one_hot).item()
    result["brier"] = ((p - one_hot) ** 2).sum(1).mean().item()
    result["dice"] = dice(p, one_hot, 0.5, 1)
    result["dice-squared"] = dice(p, one_hot, 0.5, 2)
    gamma = GAMMAS[i % len(GAMMAS)]
    for key, target in (("focal", y), ("focal-soft", as_tensor(targets))):
        for suffix, value in focal(logs, target, weight, gamma).items():
            result[key + suffix] = value
    return {"kind": kind, "scores": scores.T.tolist(), "gamma": gamma,
            "labels": labels.tolist(), "targets": targets.T.tolist(),
            "class-weights": None if weights is None else weights.tolist(),
            "label-smoothing": smoothing, "losses": result}


def make_binary(random, i):
    n = int(random.integers(1, 9))
    logits = np.round(random.normal(0, random.choice([1, 30, 1000]), n), 3)
    labels = random.integers(0, 2, n)
    weights = np.round(random.gamma(1, 1, n), 3) \
        if random.random() < 0.5 else None
    pos_weight = float(np.round(random.gamma(2, 1), 3))
    weight = None if weights is None else as_tensor(weights)
    s, y = as_tensor(logits), as_tensor(labels)
    p = torch.sigmoid(s)
    result = {}
    for reduction, suffix in (("mean", ""), ("sum", "-sum")):
        result["bce-with-logits" + suffix] = nn.BCEWithLogitsLoss(
            weight=weight, pos_weight=as_tensor(pos_weight),
            reduction=reduction)(s, y).item()
        result["bce" + suffix] = nn.BCELoss(
            weight=weight, reduction=reduction)(p, y).item()
    gamma, alpha = GAMMAS[i % len(GAMMAS)], ALPHAS[i % len(ALPHAS)]
    each = sigmoid_focal_loss(s, y, alpha, gamma)
    each = each if weight is None else each * weight
    result["focal"], result["focal-sum"] = each.mean().item(), \
        each.sum().item()
    targets = np.round(np.random.default_rng((SEED, i)).random(n), 3)
    targets[0] = i % 2
    t, w = as_tensor(targets), torch.ones(n) if weight is None else weight
    for reduction, suffix in (("mean", ""), ("sum", "-sum")):
        result["soft-bce-with-logits" + suffix] = nn.BCEWithLogitsLoss(
            weight=weight, pos_weight=as_tensor(pos_weight),
            reduction=reduction)(s, t).item()
        result["soft-bce" + suffix] = nn.BCELoss(
            weight=weight, reduction=reduction)(p, t).item()
    result["soft-brier-sum"] = (w * (p - t) ** 2).sum().item()
    for key, power in (("soft-dice", 1), ("soft-dice-squared", 2)):
        result[key] = 1 - ((2 * (w * p * t).sum() + 0.5) / (
            (w * (p ** power + t ** power)).sum() + 0.5)).item()
    # scikit-learn clips probabilities of 0 and 1.
    if np.abs(logits).max() < 30 and (weights is None or weights.sum() > 0):
        w = np.ones(n) if weights is None else weights
        base = np.full(n, (w * labels).sum() / w.sum())
        for key, q in (("bce", p.numpy()), ("base-rate", base)):
            result[key + "-by-weight"] = log_loss(
                labels, q, sample_weight=weights, labels=[0, 1])
    return {"logits": logits.tolist(), "probabilities": p.tolist(),
            "labels": labels.tolist(), "targets": targets.tolist(),
            "weights": None if weights is None else weights.tolist(),
            "pos-weight": pos_weight, "gamma": gamma, "alpha": alpha,
            "losses": result}


def make_regression(random, i):
    n = int(random.integers(1, 9))
    x, y = (np.round(random.normal(0, 3, n), 3) for _ in range(2))
    variances = np.round(random.gamma(1, 1, n), 3)
    variances[0] = 0
    result = {}
    for reduction, suffix in (("mean", ""), ("sum", "-sum")):
        result["mse" + suffix] = nn.MSELoss(reduction=reduction)(
            as_tensor(x), as_tensor(y)).item()
        result["gaussian" + suffix] = nn.GaussianNLLLoss(
            reduction=reduction)(as_tensor(x), as_tensor(y),
                                 as_tensor(variances)).item()
    return {"predictions": x.tolist(), "targets": y.tolist(),
            "variances": variances.tolist(), "losses": result}


def main():
    random = np.random.default_rng(SEED)
    cases = {"multiclass": [make_multiclass(random, i)
                            for i in range(N_MULTICLASS)],
             "binary": [make_binary(random, i) for i in range(N_BINARY)],
             "regression": [make_regression(random, i)
                            for i in range(N_REGRESSION)]}
    text = json.dumps(cases, allow_nan=False, separators=(",", ":"))
    (FOLDER / "losses.json").write_text(text.replace("},{", "},\n{") + "\n")


if __name__ == "__main__":
    main()
