#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes average-precision.json beside this script.

Average precision in populations of other prevalences, of small random data
sets with ties and weights: scikit-learn's, of rows whose weights are such that
the classes have the shares of the population.
Needs python3-sklearn of Debian 12.
"""

import json
import pathlib

import numpy as np
from sklearn import metrics as sk

FOLDER = pathlib.Path(__file__).parent
PREVALENCES = (0.0003, 0.02, 0.3, 0.5, 0.97)


def at_prevalence(y, s, w, prevalence):
    shares = np.where(y == 1, prevalence / w[y == 1].sum(),
                      (1 - prevalence) / w[y == 0].sum())
    return float(sk.average_precision_score(y, s, sample_weight=w * shares))


def make_case(rng, n, has_ties, has_weights):
    y = (rng.random(n) < 0.3).astype(int)
    y[:2] = (0, 1)
    s = np.where(y == 1, rng.normal(0.8, 1, n), rng.normal(-0.2, 1, n))
    if has_ties:
        s = np.round(s * 4) / 4
    w = rng.random(n) * 2 + 0.1 if has_weights else np.ones(n)
    return {"labels": y.tolist(), "scores": s.tolist(),
            "weights": w.tolist() if has_weights else None,
            "of-rows": float(sk.average_precision_score(y, s,
                                                        sample_weight=w)),
            "at": {str(p): at_prevalence(y, s, w, p) for p in PREVALENCES}}


def main():
    rng = np.random.default_rng(21)
    cases = [make_case(rng, n, has_ties, has_weights)
             for n in (2, 11, 60, 150)
             for has_ties in (False, True) for has_weights in (False, True)]
    path = FOLDER / "average-precision.json"
    text = ",\n".join(json.dumps(case) for case in cases)
    path.write_text(f"[\n{text}\n]\n")


if __name__ == "__main__":
    main()
