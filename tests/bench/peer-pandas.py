# SPDX-License-Identifier: GPL-3.0-or-later
"""The numbers of `limen-cli report`, by pandas and scikit-learn.

Each line of standard input is "job FILE" (losses, histogram, curves and best
F1 and MCC of a binary file) or "classes FILE" (cross-entropy and one-vs-rest
ROC AUC of logits). The answer is the time in seconds, without imports, and the
best F1 or the cross-entropy.
"""

import sys
import time

import numpy as np
import pandas as pd
from sklearn import metrics


def job(path):
    table = pd.read_csv(path)
    labels = table["label"].to_numpy()
    scores = table["probability"].to_numpy()
    metrics.log_loss(labels, scores)
    metrics.brier_score_loss(labels, scores)
    np.histogram(scores[labels == 1], bins=100, range=(0, 1))
    np.histogram(scores[labels == 0], bins=100, range=(0, 1))
    metrics.roc_auc_score(labels, scores)
    metrics.average_precision_score(labels, scores)
    precision, recall, _ = metrics.precision_recall_curve(labels, scores)
    with np.errstate(invalid="ignore"):
        best_f1 = np.nanmax(2 * precision * recall / (precision + recall))
    fpr, tpr, _ = metrics.roc_curve(labels, scores, drop_intermediate=False)
    n, p = np.count_nonzero(labels == 0), np.count_nonzero(labels == 1)
    tp, fp = tpr * p, fpr * n
    with np.errstate(invalid="ignore", divide="ignore"):
        mcc = (tp * (n - fp) - fp * (p - tp)) / np.sqrt(
            (tp + fp) * p * n * (n - fp + p - tp)
        )
    np.nanmax(mcc)
    return best_f1


def classes(path):
    table = pd.read_csv(path)
    labels = table["label"].to_numpy()
    logits = table.drop(columns="label").to_numpy()
    logits -= logits.max(axis=1, keepdims=True)
    scores = np.exp(logits)
    scores /= scores.sum(axis=1, keepdims=True)
    loss = metrics.log_loss(labels, scores, labels=np.arange(scores.shape[1]))
    for k in range(scores.shape[1]):
        metrics.roc_auc_score(labels == k, scores[:, k])
    return loss


WORKS = {"job": job, "classes": classes}

print("ready", flush=True)
for line in sys.stdin:
    what, path = line.split()
    start = time.perf_counter()
    value = WORKS[what](path)
    print(time.perf_counter() - start, float(value), flush=True)
