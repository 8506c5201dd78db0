#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the sample files beside this script.

Real models on real data that scikit-learn carries. Every row is predicted by
a model that has not seen it (cross-validation), so that the files look like
the validation sets they stand for. The seeds are fixed.
"""

import csv
import pathlib

import numpy as np
from sklearn.datasets import load_breast_cancer, load_digits, load_wine
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FOLDER = pathlib.Path(__file__).parent
# The digits that have each trait.
TRAITS = {"even": [0, 2, 4, 6, 8], "prime": [2, 3, 5, 7],
          "loop": [0, 6, 8, 9], "straight": [1, 4, 7]}


def write(name, header, rows):
    with open(FOLDER / name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def predict(model, x, y, method):
    folds = StratifiedKFold(10, shuffle=True, random_state=1)
    return cross_val_predict(model, x, y, cv=folds, method=method)


def predict_from_top(x, y):
    """Predictions of a weak model that sees the top three rows of pixels."""
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.02))
    return predict(model, x[:, :24], y, "predict_proba")


def format_all(values):
    return [f"{v:.6g}" for v in values]


def digits_odd():
    """Is a handwritten digit odd?"""
    x, y = load_digits(return_X_y=True)
    odd = y % 2
    p = predict_from_top(x, odd)[:, 1]
    write("digits-odd.csv", ["label", "probability"],
          [(t, f"{v:.6g}") for t, v in zip(odd, p)])


def digits():
    """Which of the ten digits is it? Probabilities have six digits, so that a
    row sums to 1 within 1e-5."""
    x, y = load_digits(return_X_y=True)
    rows = [format_all(row) for row in predict_from_top(x, y)]
    assert all(abs(sum(map(float, row)) - 1) < 1e-5 for row in rows)
    write("digits.csv", ["label", *(f"prob_{k}" for k in range(10))],
          [[t, *row] for t, row in zip(y, rows)])


def digit_traits():
    """Which traits does the digit have? One model per trait."""
    x, y = load_digits(return_X_y=True)
    truths = [np.isin(y, those).astype(int) for those in TRAITS.values()]
    scores = [format_all(predict_from_top(x, t)[:, 1]) for t in truths]
    write("digit-traits.csv", [f"{what}_{name}" for what in ("label", "prob")
                               for name in TRAITS], zip(*truths, *scores))


def eights():
    """Is a handwritten digit an 8? One digit in ten; a small forest."""
    x, y = load_digits(return_X_y=True)
    eight = np.where(y == 8, "yes", "no")
    model = RandomForestClassifier(n_estimators=200, max_depth=3,
                                   max_features=2, random_state=1)
    p = predict(model, x[:, ::3], eight, "predict_proba")[:, 1]
    write("eights.csv", ["target", "prediction"],
          [(t, f"{v:.6g}") for t, v in zip(eight, p)])


def tumours():
    """Is a tumour malignant? Predicted from three of thirty measurements."""
    data = load_breast_cancer()
    names = list(data.feature_names)
    x = data.data[:, [names.index("mean texture"),
                      names.index("mean smoothness"),
                      names.index("mean symmetry")]]
    malignant = 1 - data.target
    model = make_pipeline(StandardScaler(), LogisticRegression())
    z = predict(model, x, malignant, "decision_function")
    write("tumours.csv", ["id", "diagnosis", "logit"],
          [(i + 1, "malignant" if t else "benign", f"{v:.6g}")
           for i, (t, v) in enumerate(zip(malignant, z))])


def wine_logits():
    """Which of three cultivars is a wine from? Predicted from two of thirteen
    measurements."""
    data = load_wine()
    x = data.data[:, [data.feature_names.index("alcohol"),
                      data.feature_names.index("malic_acid")]]
    model = make_pipeline(StandardScaler(), LogisticRegression())
    z = predict(model, x, data.target, "decision_function")
    write("wine-logits.csv", ["label", *(f"logit.{k}" for k in range(3))],
          [[t, *format_all(row)] for t, row in zip(data.target, z)])


if __name__ == "__main__":
    digits()
    digit_traits()
    digits_odd()
    eights()
    tumours()
    wine_logits()
