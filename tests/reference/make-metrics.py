#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes metrics.json beside this script: every metric of a confusion matrix.

The textbook formulas in fifty digits, none of them from Limen's source, of
matrices with every pattern of empty cells, of fractions of rows and of very
many. null: undefined. Needs nothing but Python.
"""

import decimal
import itertools
import json
import pathlib
import random
from decimal import Decimal

decimal.getcontext().prec = 50

COSTS = {"fp-cost": 1.5, "fn-cost": 3.0, "tp-gain": 0.25, "tn-gain": 0.125}
FP_COST, FN_COST, TP_GAIN, TN_GAIN = map(Decimal, COSTS.values())
BETA = 3


class Undefined(Exception):
    pass


def ratio(a, b):
    if b == 0:
        raise Undefined
    return Decimal(a) / b


class Cells:
    def __init__(self, tp, fp, fn, tn):
        self.tp, self.fp, self.fn, self.tn = map(Decimal, (tp, fp, fn, tn))
        self.p, self.n = self.tp + self.fn, self.fp + self.tn
        self.called, self.passed = self.tp + self.fp, self.fn + self.tn
        self.all = self.p + self.n

    tpr = property(lambda self: ratio(self.tp, self.p))
    tnr = property(lambda self: ratio(self.tn, self.n))
    fpr = property(lambda self: ratio(self.fp, self.n))
    fnr = property(lambda self: ratio(self.fn, self.p))
    ppv = property(lambda self: ratio(self.tp, self.called))
    npv = property(lambda self: ratio(self.tn, self.passed))
    prevalence = property(lambda self: ratio(self.p, self.all))


def f_measure(c, beta):
    """The weighted harmonic mean; 0 where nothing is found but should be."""
    b2 = Decimal(beta) ** 2
    if c.tp == 0 and c.fp + c.fn > 0:
        return Decimal(0)
    return (1 + b2) * ratio(c.ppv * c.tpr, b2 * c.ppv + c.tpr)


def mcc(c):
    """The geometric mean of informedness and markedness, with their sign."""
    if c.all == 0:
        raise Undefined
    if 0 in (c.p, c.n, c.called, c.passed):
        return Decimal(0)
    informed, marked = c.tpr + c.tnr - 1, c.ppv + c.npv - 1
    return (informed * marked).sqrt().copy_sign(informed)


def kappa(c):
    """Agreement beyond chance."""
    chance = ratio(c.p * c.called + c.n * c.passed, c.all ** 2)
    if chance == 1:
        return Decimal(0)
    return ratio(ratio(c.tp + c.tn, c.all) - chance, 1 - chance)


def precision_recall_gap(c):
    if c.tp == 0:
        raise Undefined
    return abs(c.ppv - c.tpr)


def p4(c):
    """The harmonic mean of four shares, times what its denominators share."""
    if c.tp * c.tn > 0:
        return 4 / (1 / c.ppv + 1 / c.tpr + 1 / c.tnr + 1 / c.npv)
    if c.tp + c.tn == 0 or c.fp + c.fn == 0:
        raise Undefined
    return Decimal(0)


def net_benefit(c):
    rate = ratio(FP_COST + TN_GAIN, FN_COST + TP_GAIN)
    return ratio(c.tp, c.all) - rate * ratio(c.fp, c.all)


METRICS = {
    "accuracy": lambda c: 1 - ratio(c.fp + c.fn, c.all),
    "balanced-accuracy": lambda c: (c.tpr + c.tnr) / 2,
    "precision": lambda c: c.ppv,
    "recall": lambda c: c.tpr,
    "specificity": lambda c: c.tnr,
    "npv": lambda c: c.npv,
    "fpr": lambda c: c.fpr,
    "fnr": lambda c: c.fnr,
    "fdr": lambda c: 1 - c.ppv,
    "for": lambda c: 1 - c.npv,
    "f1": lambda c: f_measure(c, 1),
    "f2": lambda c: f_measure(c, 2),
    "f0.5": lambda c: f_measure(c, 0.5),
    "mcc": mcc,
    "kappa": kappa,
    "youden-j": lambda c: c.tpr - c.fpr,
    "g-mean": lambda c: (c.tpr * c.tnr).sqrt(),
    "jaccard": lambda c: ratio(c.tp, c.all - c.tn),
    "markedness": lambda c: c.ppv + c.npv - 1,
    "predicted-positive-rate": lambda c: ratio(c.called, c.all),
    "lift": lambda c: ratio(c.ppv, c.prevalence),
    "lr+": lambda c: ratio(c.tpr, c.fpr),
    "lr-": lambda c: ratio(c.fnr, c.tnr),
    "dor": lambda c: ratio(c.tp * c.tn, c.fp * c.fn),
    "cost": lambda c: ratio(FP_COST * c.fp + FN_COST * c.fn - TP_GAIN * c.tp
                            - TN_GAIN * c.tn, c.all),
    "net-benefit": net_benefit,
    "fowlkes-mallows": lambda c: ratio(c.tp, (c.called * c.p).sqrt()),
    "p4": p4,
    f"fbeta:{BETA}": lambda c: f_measure(c, BETA),
    "predicted-positives": lambda c: c.called,
    "error-rate-gap": lambda c: abs(c.fpr - c.fnr),
    "corner-distance": lambda c: (c.fpr ** 2 + c.fnr ** 2).sqrt(),
    "precision-recall-gap": precision_recall_gap,
    "prevalence-gap": lambda c: abs(ratio(c.called, c.all) - c.prevalence),
}


def value(formula, cells):
    try:
        return float(formula(Cells(*cells)))
    except Undefined:
        return None


def matrices():
    draw = random.Random(7)
    for filled in itertools.product((0, 1), repeat=4):
        yield [cell * draw.randrange(1, 9) for cell in filled]
    for _ in range(20):
        yield [draw.randrange(0, 100) for _ in range(4)]
    for _ in range(10):
        yield [draw.randrange(1, 100) / 8 for _ in range(4)]
    yield [7 * 2 ** 40, 4 * 2 ** 40, 2 ** 40, 6 * 2 ** 40]
    yield [1, 10 ** 6, 1, 10 ** 9]


cells = list(matrices())
lines = [f'"costs": {json.dumps(COSTS)}', f'"cells": {json.dumps(cells)}'] + [
    f"{json.dumps(name)}: {json.dumps([value(formula, c) for c in cells])}"
    for name, formula in METRICS.items()]
path = pathlib.Path(__file__).parent / "metrics.json"
path.write_text("{" + ",\n ".join(lines) + "}\n")
