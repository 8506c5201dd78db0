"""The figures of `limen-cli report`, by pandas and scikit-learn.

Prints them as JSON, with the seconds that the imports took.
"""

import time

start = time.perf_counter()

import json
import sys

import numpy as np
import pandas as pd
from sklearn import metrics

imported = time.perf_counter()

table = pd.read_csv(sys.argv[1])
labels = table["label"].to_numpy()
scores = table["probability"].to_numpy()
precision, recall, thresholds = metrics.precision_recall_curve(labels, scores)
with np.errstate(invalid="ignore"):
    f1 = 2 * precision * recall / (precision + recall)
best = int(np.nanargmax(f1[:-1]))

json.dump(
    {
        "import-seconds": imported - start,
        "n": len(table),
        "bce": metrics.log_loss(labels, scores),
        "brier": metrics.brier_score_loss(labels, scores),
        "roc-auc": metrics.roc_auc_score(labels, scores),
        "average-precision": metrics.average_precision_score(labels, scores),
        "best-f1": f1[best],
    },
    sys.stdout,
)
