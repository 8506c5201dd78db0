#!/usr/bin/env python3
"""Makes the sample files beside this script.

Real models on real data that scikit-learn carries. Every row is predicted by
a model that has not seen it (cross-validation), so that the files look like
the validation sets they stand for. The seeds are fixed.
"""

import csv
import pathlib

import numpy as np
from sklearn.datasets import load_breast_cancer, load_digits
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FOLDER = pathlib.Path(__file__).parent


def write(name, header, rows):
    with open(FOLDER / name, "w", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(rows)


def predict(model, x, y, method):
    folds = StratifiedKFold(10, shuffle=True, random_state=1)
    return cross_val_predict(model, x, y, cv=folds, method=method)


def digits_odd():
    """Is a handwritten digit odd? From the top half of the picture alone."""
    x, y = load_digits(return_X_y=True)
    odd = y % 2
    model = make_pipeline(StandardScaler(), LogisticRegression(C=0.02))
    p = predict(model, x[:, :24], odd, "predict_proba")[:, 1]
    write("digits-odd.csv", ["label", "probability"],
          [(t, f"{v:.6g}") for t, v in zip(odd, p)])


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
    """Is a tumour malignant? From three of thirty measurements."""
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


if __name__ == "__main__":
    digits_odd()
    eights()
    tumours()
