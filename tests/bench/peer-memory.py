# SPDX-License-Identifier: GPL-3.0-or-later
"""The computations of bench-memory in PyTorch, and its sweep in NumPy:
peer-memory.py FILE ROWS CLASSES.

Reads the requests of bench-memory and answers like it. The logits of several
classes are stored row by row, as PyTorch expects them; only the call is timed.
"""

import sys
import time

import numpy as np
import torch
from torch.nn import functional

path, n_rows, n_classes = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
with open(path, "rb") as file:
    columns = np.fromfile(file, np.float64, n_rows * n_classes)
    labels = np.fromfile(file, np.uint16, n_rows)
    truths = np.fromfile(file, np.uint16, n_rows * n_classes)
logits = torch.from_numpy(columns.reshape(n_classes, n_rows).T.copy())
labels = torch.from_numpy(labels.astype(np.int64))
log_probabilities = functional.log_softmax(logits, 1)
binary_logits = torch.from_numpy(columns)
probabilities = torch.sigmoid(binary_logits)
labels_of_logits = truths.astype(np.int64)
truths = torch.from_numpy(truths.astype(np.float64))


def sweep():
    """Counts true positives from the largest logit down; their number in the
    upper half."""
    order = np.argsort(columns)[::-1]
    return np.cumsum(labels_of_logits[order])[len(columns) // 2]


CALLS = {
    "cross-entropy": lambda: functional.cross_entropy(logits, labels),
    "nll": lambda: functional.nll_loss(log_probabilities, labels),
    "softmax": lambda: functional.softmax(logits, 1),
    "bce": lambda: functional.binary_cross_entropy(probabilities, truths),
    "bce-with-logits": lambda: functional.binary_cross_entropy_with_logits(
        binary_logits, truths
    ),
    "sweep": sweep,
}

print("ready", flush=True)
for line in sys.stdin:
    what, n_threads = line.split()
    torch.set_num_threads(int(n_threads))
    start = time.perf_counter()
    result = CALLS[what]()
    taken = time.perf_counter() - start
    value = result if what != "softmax" else result[n_rows // 2, 0]
    print(taken, repr(value.item()), flush=True)
    del result
