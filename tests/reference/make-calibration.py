#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Writes calibration.json beside this script.

Calibration and recalibration of small data sets, in double precision, by
scikit-learn and SciPy of Debian 12, or by the formula of the paper, spelt out
here in NumPy, where neither has it. What both have is compared.
"""

import json
import math
import pathlib
import warnings

import numpy as np
from scipy import optimize, special, stats
from sklearn.calibration import _SigmoidCalibration, calibration_curve
from sklearn.isotonic import IsotonicRegression
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss

FOLDER = pathlib.Path(__file__).parent
LOGIT_BOUND = -math.log(2.0 ** -52)

warnings.filterwarnings("ignore")


def clean(value):
    if isinstance(value, dict):
        return {k: clean(v) for k, v in value.items()}
    if isinstance(value, (list, tuple, np.ndarray)):
        return [clean(v) for v in value]
    if isinstance(value, (float, np.floating)):
        if math.isnan(value):
            return None
        return float(value) if math.isfinite(value) else str(float(value))
    return int(value) if isinstance(value, np.integer) else value


def probability(kind, s):
    if kind == "logit":
        return special.expit(s)
    return np.exp(s) if kind == "log-probability" else s


def logit(kind, s):
    if kind == "logit":
        return s
    if kind == "log-probability":
        with np.errstate(divide="ignore"):
            z = s - np.log(-np.expm1(s))
    else:
        z = special.logit(s)
    return np.clip(z, -LOGIT_BOUND, LOGIT_BOUND)


def equal_width(p, n_bins):
    edges = np.arange(n_bins + 1) / n_bins
    return np.minimum(np.searchsorted(edges, p, side="right") - 1, n_bins - 1)


def equal_mass(s, w, n_bins):
    """The bin of each row, counted without the empty ones."""
    total, n = w.sum(), (w > 0).sum()
    below = np.array([w[s < x].sum() for x in s])
    span = total - total / n
    bins = np.zeros(len(s)) if span <= 0 else np.maximum(
        np.ceil(below * n_bins / span) - 1, 0)
    bins = np.minimum(bins, n_bins - 1)
    kept = {b: i for i, b in enumerate(sorted(set(bins[w > 0])))}
    return np.array([kept.get(b, -1) for b in bins])


def wilson(share, n):
    z = stats.norm.ppf(0.975)
    centre = (share + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * math.sqrt(
        share * (1 - share) / n + z * z / (4 * n * n))
    return max(centre - half, 0.0), min(centre + half, 1.0)


def describe_bins(p, y, w, bins, n_bins):
    result = []
    for k in range(n_bins):
        rows = (bins == k) & (w > 0)
        weight = w[rows].sum()
        if weight == 0:
            result.append({"weight": 0.0, "mean-score": math.nan,
                           "frequency": math.nan, "rows": 0,
                           "wilson-low": math.nan, "wilson-high": math.nan})
            continue
        frequency = float((w * y)[rows].sum() / weight)
        low, high = wilson(frequency, weight ** 2 / (w[rows] ** 2).sum())
        if (w[rows] == 1).all():
            interval = stats.binomtest(int(y[rows].sum()), int(weight)) \
                .proportion_ci(method="wilson")
            assert abs(interval.low - low) < 1e-12
            assert abs(interval.high - high) < 1e-12
        result.append({"weight": weight,
                       "mean-score": (w * p)[rows].sum() / weight,
                       "frequency": frequency, "rows": int(rows.sum()),
                       "wilson-low": low, "wilson-high": high})
    return result


def measures(p, y, w, bins):
    """Stephenson, Coelho and Jolliffe (2008), term by term."""
    total, base = w.sum(), (w * y).sum() / w.sum()
    parts = dict.fromkeys(("ece", "reliability", "resolution",
                           "within-bin-variance", "within-bin-covariance"),
                          0.0)
    mce = 0.0
    for k in set(bins[w > 0]):
        rows = bins == k
        weight = w[rows].sum()
        f = (w * p)[rows].sum() / weight
        o = (w * y)[rows].sum() / weight
        parts["ece"] += weight / total * abs(o - f)
        parts["reliability"] += weight / total * (o - f) ** 2
        parts["resolution"] += weight / total * (o - base) ** 2
        parts["within-bin-variance"] += (w * (p - f) ** 2)[rows].sum() / total
        parts["within-bin-covariance"] += 2 * (
            w * (p - f) * (y - o))[rows].sum() / total
        mce = max(mce, abs(o - f))
    brier = (w * (p - y) ** 2).sum() / total
    if 0 < y.sum() < len(y):
        assert abs(brier - brier_score_loss(y, p, sample_weight=w)) < 1e-12
    assert abs(parts["reliability"] - parts["resolution"] + base * (1 - base)
               + parts["within-bin-variance"]
               - parts["within-bin-covariance"] - brier) < 1e-12
    return {**parts, "mce": mce, "rms": math.sqrt(parts["reliability"]),
            "brier": brier, "uncertainty": base * (1 - base),
            "expected-over-observed":
                (w * p).sum() / (w * y).sum() if (w * y).sum() > 0
                else math.nan}


def newton(columns, y, w, offset=0.0):
    """The logistic regression without a penalty, to the last digits."""
    x = np.column_stack(columns)
    means = x.mean(axis=0) * (x.std(axis=0) > 0)
    scales = np.where(x.std(axis=0) > 0, x.std(axis=0), 1)
    x = (x - means) / scales
    c = np.zeros(x.shape[1])

    def loss(c):
        eta = x @ c + offset
        return (w * (np.logaddexp(0, eta) - y * eta)).sum()

    for _ in range(300):
        p = special.expit(x @ c + offset)
        gradient = x.T @ (w * (p - y))
        hessian = (x.T * (w * p * (1 - p))) @ x
        step = np.linalg.solve(hessian, gradient)
        t = 1.0
        while t > 1e-10 and loss(c - t * step) > loss(c) + 1e-12:
            t /= 2
        c = c - t * step
        if np.abs(t * step).max() < 1e-15:
            break
    result = c / scales
    result[-1] -= (result[:-1] * means[:-1]).sum()
    return result


def slope(kind, s, y, w):
    """Cox's calibration; NaN where there is no best slope."""
    z = logit(kind, s)
    z, y, w = z[w > 0], y[w > 0], w[w > 0]
    result = {"slope": math.nan, "intercept": math.nan,
              "in-the-large": math.nan}
    if len(set(y)) < 2 or (kind != "logit" and
                           (np.abs(z) >= LOGIT_BOUND).all()):
        return result
    ones = np.ones(len(z))
    result["in-the-large"] = optimize.brentq(
        lambda c: (w * (special.expit(z + c) - y)).sum(), -200, 200,
        xtol=1e-15)
    positive, negative = z[y == 1], z[y == 0]
    if negative.max() > positive.min() and positive.max() > negative.min():
        result["slope"], result["intercept"] = newton([z, ones], y, w)
        model = LogisticRegression(penalty="none", tol=1e-10, max_iter=10000)
        model.fit(z.reshape(-1, 1), y, w)
        assert abs(model.coef_[0][0] - result["slope"]) < 1e-4
        assert abs(model.intercept_[0] - result["intercept"]) < 1e-4
    return result


def check_curve(p, y, bins, rows, strategy, n_bins):
    """The bins, against calibration_curve where it has the same ones."""
    true, predicted = calibration_curve(y, p, n_bins=n_bins,
                                        strategy=strategy)
    ours = [b for b in rows if b["weight"] > 0]
    assert len(true) == len(ours), (strategy, len(true), len(ours))
    for i, b in enumerate(ours):
        assert abs(true[i] - b["frequency"]) < 1e-12, (strategy, i)
        assert abs(predicted[i] - b["mean-score"]) < 1e-12, (strategy, i)


def calibration(kind, s, y, w, n_bins, compare):
    p = probability(kind, s)
    result = {}
    for name, strategy, bins in (
            ("equal-width", "uniform", equal_width(p, n_bins)),
            ("equal-mass", "quantile", equal_mass(s, w, n_bins))):
        count = n_bins if name == "equal-width" else int(bins.max()) + 1
        rows = describe_bins(p, y, w, bins, count)
        if compare:
            check_curve(p, y, bins, rows, strategy, n_bins)
        result[name] = {"bins": rows, **measures(p, y, w, bins)}
    result["slope"] = slope(kind, s, y, w)
    return result


def fit_temperature(z, y, w):
    def slope_at(u):
        return (w * z * (special.expit(z * math.exp(-u)) - y)).sum()

    low, high = math.log(1e-6), math.log(1e6)
    if slope_at(low) == 0 and slope_at(high) == 0:
        return 1.0
    if slope_at(low) <= 0:
        return 1e-6
    if slope_at(high) >= 0:
        return 1e6
    return math.exp(optimize.brentq(slope_at, low, high, xtol=1e-15))


def fit_platt(s, y, w):
    """The minimum that scikit-learn's BFGS comes near to."""
    n1, n0 = w[y == 1].sum(), w[y == 0].sum()
    target = np.where(y == 1, (n1 + 1) / (n1 + 2), 1 / (n0 + 2))
    if len(set(s[w > 0])) == 1:
        mean = (w * target).sum() / w.sum()
        return [0.0, math.log(mean / (1 - mean))]
    a, b = newton([s, np.ones(len(s))], target, w)
    model = _SigmoidCalibration().fit(s, y, w)

    def loss(a, b):
        eta = a * s + b
        return (w * (np.logaddexp(0, eta) - target * eta)).sum()

    assert loss(a, b) <= loss(-model.a_, -model.b_) + 1e-10
    assert np.abs(special.expit(a * s + b) - model.predict(s)).max() < 1e-3
    return [a, b]


def fit_beta(z, y, w):
    """Kull, Silva Filho and Flach (2017), as their own program does it; the
    box-constrained minimum, by SciPy, is no better than a little."""
    x1, x2 = special.log_expit(z), -special.log_expit(-z)
    ones = np.ones(len(z))
    a, b, c = newton([x1, x2, ones], y, w)
    if a < 0:
        a, (b, c) = 0.0, newton([x2, ones], y, w)
    elif b < 0:
        b, (a, c) = 0.0, newton([x1, ones], y, w)
    if a < 0 or b < 0:
        a, b = 0.0, 0.0
        c = special.logit((w * y).sum() / w.sum())

    def loss(q):
        eta = q[0] * x1 + q[1] * x2 + q[2]
        return (w * (np.logaddexp(0, eta) - y * eta)).sum()

    best = optimize.minimize(loss, [1, 1, 0], bounds=[(0, None), (0, None),
                                                      (None, None)])
    assert loss([a, b, c]) <= best.fun + 1e-4, (loss([a, b, c]), best.fun)
    return [a, b, c]


def log_odds(method, q, z):
    if method == "temperature":
        return z / q[0]
    a, b, c = q
    return (a * special.log_expit(z) if a > 0 else 0) \
        - (b * special.log_expit(-z) if b > 0 else 0) + c


def in_range(method, q, least, most, kind, z):
    """The map: clipped logits, and what scores of 0 and 1 become."""
    p = np.clip(special.expit(log_odds(method, q, z)), least, most)
    if kind != "logit":
        p = np.where((z <= -LOGIT_BOUND) & (least > 0), least, p)
        p = np.where((z >= LOGIT_BOUND) & (most < 1), most, p)
    return p


def bce(p, y, w):
    with np.errstate(divide="ignore"):
        logs = np.where(y == 1, np.log(p), np.log1p(-p))
    return (w * np.minimum(-logs, 100)).sum() / w.sum()


def fit_ends(method, kind, s, y, w):
    """Parameters, and what scores whose logits are clipped become: the best
    of all combinations of ends that are free, and that count as the outermost
    score with a logit, that keep the order."""
    z = logit(kind, s)
    kept = w > 0
    z, y, w = z[kept], y[kept], w[kept]
    ends = np.where(np.abs(z) >= LOGIT_BOUND, np.sign(z), 0) \
        if kind != "logit" else np.zeros(len(z))
    fit = fit_temperature if method == "temperature" else \
        lambda *rows: tuple(fit_beta(*rows))
    inner = ends == 0
    if not inner.any():
        q = (1.0,) if method == "temperature" else (1.0, 1.0, 0.0)
        low, high = (np.clip((w * y)[ends == e].sum() / w[ends == e].sum(),
                             2.0 ** -52, 1 - 2.0 ** -52) for e in (-1, 1))
        assert low <= high
        return q, low, high
    edges = {-1: z[inner].min(), 1: z[inner].max()}
    best = None
    for tied in ((), (-1,), (1,), (-1, 1)):
        rows = inner | np.isin(ends, tied)
        x = np.where(inner, z, np.where(ends < 0, edges[-1], edges[1]))
        try:
            q = fit(x[rows], y[rows], w[rows])
        except np.linalg.LinAlgError:  # separated, so out of order
            continue
        q = q if isinstance(q, tuple) else (q,)
        limits = [0.0, 1.0]
        for i, e in enumerate((-1, 1)):
            edge = special.expit(log_odds(method, q, edges[e]))
            if not (ends == e).any():
                continue
            limits[i] = edge if e in tied else np.clip(
                (w * y)[ends == e].sum() / w[ends == e].sum(), 2.0 ** -52,
                1 - 2.0 ** -52)
            if e * (limits[i] - edge) < 0:
                break
        else:
            loss = bce(in_range(method, q, *limits, kind, z), y, w)
            if best is None or loss < best[0] - 1e-13:
                best = (loss, q, *limits)
    assert best[0] <= bce(probability(kind, s)[kept], y, w) + 1e-12
    if (ends != 0).any():
        check_ends(method, z, y, w, ends, edges, best[0])
    return best[1:]


def check_ends(method, z, y, w, ends, edges, found):
    """The same by SciPy, which knows nothing of what is separate."""
    n = 1 if method == "temperature" else 3

    def odds(v, x):
        return log_odds(method, [1 / v[0]] if n == 1 else v[:3], x)

    def loss(v):
        eta = np.where(ends < 0, v[n], np.where(ends > 0, v[n + 1],
                                                odds(v, z)))
        return (w * (np.logaddexp(0, eta) - y * eta)).sum() / w.sum()

    best = optimize.minimize(
        loss, [1.0] * (n > 0) + [1.0, 0.0][:n - 1] + [-5.0, 5.0],
        method="SLSQP", bounds=[(1e-9, None)] * min(n, 2)
        + [(None, None)] * (n == 3) + [(-LOGIT_BOUND, LOGIT_BOUND)] * 2,
        constraints=[
            {"type": "ineq", "fun": lambda v: odds(v, edges[-1]) - v[n]},
            {"type": "ineq", "fun": lambda v: v[n + 1] - odds(v, edges[1])}],
        options={"maxiter": 1000, "ftol": 1e-14})
    assert found <= best.fun + 1e-8, (method, found, best)
    assert best.fun <= found + 1e-5, (method, found, best)


def fit_isotonic(s, y, w, grid):
    model = IsotonicRegression(out_of_bounds="clip").fit(s, y, w)
    return {"knots": [list(k) for k in zip(model.X_thresholds_,
                                           model.y_thresholds_)],
            "at": model.predict(grid)}


def fit_histogram(s, y, w, n_bins, grid):
    bins = equal_mass(s, w, n_bins)
    kept = range(int(bins.max()) + 1)
    lows = np.array([s[(bins == k) & (w > 0)].min() for k in kept])
    values = np.array([(w * y)[bins == k].sum() / w[bins == k].sum()
                       for k in kept])
    places = np.maximum(np.searchsorted(lows, grid, side="right") - 1, 0)
    return {"knots": [list(k) for k in zip(lows, values)],
            "at": values[places]}


def recalibration(kind, s, y, w, n_bins, with_beta):
    low, high = s.min(), s.max()
    grid = np.concatenate([s[:12], np.linspace(low - 0.1 * abs(low) - 0.01,
                                               high + 0.1 * abs(high) + 0.01,
                                               25)])
    if kind == "probability":
        grid = np.clip(grid, 0, 1)
    if kind == "log-probability":
        grid = np.minimum(grid, 0)
    result = {"grid": grid, "isotonic": fit_isotonic(s, y, w, grid),
              "histogram": fit_histogram(s, y, w, n_bins, grid)}
    a, b = fit_platt(s, y, w)
    result["platt"] = {"parameters": [a, b],
                       "at": special.expit(a * grid + b)}
    if kind == "score":
        return result
    z = logit(kind, grid)
    for method in ("temperature",) + (("beta",) if with_beta else ()):
        q, least, most = fit_ends(method, kind, s, y, w)
        result[method] = {"parameters": list(q), "range": [least, most],
                          "at": in_range(method, q, least, most, kind, z)}
    return result


def make_case(name, kind, y, s, w=None, n_bins=5, compare=False,
              with_beta=True):
    y, s = np.asarray(y), np.asarray(s, dtype=float)
    weights = np.ones(len(y)) if w is None else np.asarray(w, dtype=float)
    case = {"name": name, "kind": kind, "n-bins": n_bins, "labels": y,
            "scores": s, "weights": None if w is None else weights}
    if kind != "score":
        case["calibration"] = calibration(kind, s, y, weights, n_bins,
                                          compare)
    case["recalibration"] = recalibration(kind, s, y, weights, n_bins,
                                          with_beta)
    return case


def make_cases():
    random = np.random.default_rng(20260201)

    def draw(n, kind, sharpness, digits=None):
        z = random.normal(0.3, 1.5, n)
        y = (random.random(n) < special.expit(z)).astype(int)
        z = sharpness * z + 0.4
        s = {"logit": z, "probability": special.expit(z), "score": 10 * z,
             "log-probability": special.log_expit(z)}[kind]
        return y, s if digits is None else np.round(s, digits)

    cases = []
    for kind in ("probability", "logit", "log-probability", "score"):
        y, s = draw(150, kind, 2.5)
        cases.append(make_case("overconfident " + kind, kind, y, s,
                               compare=kind != "score"))
        y, s = draw(100, kind, 0.4)
        cases.append(make_case("underconfident " + kind, kind, y, s,
                               random.gamma(2, 1, 100), 7))
    y, s = draw(120, "probability", 1.2, 1)
    cases.append(make_case("ties", "probability", y, s, n_bins=8))
    cases.append(make_case("weighted ties", "probability", y, s,
                           random.integers(0, 4, 120), 15))
    y = (random.random(200) < 0.3 + 0.4 * np.linspace(0, 1, 200)).astype(int)
    s = np.where(np.arange(200) < 90, 0.02,
                 np.round(np.linspace(0.02, 0.98, 200), 3))
    cases.append(make_case("heavy tie", "probability", y, s, n_bins=15))
    y, s = draw(80, "probability", 2)
    cases.append(make_case("beta without b", "probability", y,
                           np.clip(1 - (1 - s) ** 8, 0.001, 0.99999)))
    cases.append(make_case("wrong way round", "probability", 1 - y, s))
    cases.append(make_case("zeros and ones", "probability",
                           [0, 1, 1, 0, 1, 0, 0, 1],
                           [0.0, 1.0, 0.0, 1.0, 0.75, 0.25, 0.5, 0.625]))
    cases.append(make_case("separated", "probability", [0, 0, 0, 1, 1],
                           [0.1, 0.2, 0.3, 0.6, 0.9], with_beta=False))
    cases.append(make_case("all positive", "probability", [1, 1, 1],
                           [0.25, 0.5, 0.75], with_beta=False))
    cases.append(make_case("all negative", "logit", [0, 0, 0],
                           [-1.0, 0.0, 2.5], with_beta=False))
    cases.append(make_case("constant", "probability", [0, 1, 1, 0, 1],
                           [0.3] * 5, with_beta=False))
    cases.append(make_case("one row", "probability", [1], [0.7],
                           with_beta=False))
    cases.append(make_case("zero weights", "probability", [0, 1, 1, 0, 1, 0],
                           [0.1, 0.4, 0.3, 0.6, 0.9, 0.95],
                           [1, 0, 2.5, 0.25, 1.5, 0]))
    return cases + make_saturated(draw)


def make_saturated(draw):
    """Scores of exactly 0 and 1, or as good as."""
    cases = []
    for name, n, wrong, ends in (
            ("a wrong one", 90, (0, 1), (0, 16)),
            ("both ends", 120, (1, 2), (11, 17)),
            ("all right", 70, (0, 0), (9, 12)),
            ("ones worse than the rest", 80, (1, 9), (12, 14)),
            ("both worse than the rest", 80, (6, 7), (9, 11))):
        y, s = draw(n, "probability", 1.1)
        s = np.concatenate([np.clip(s, 0.01, 0.97), np.zeros(ends[0]),
                            np.ones(ends[1])])
        y = np.concatenate([y, np.arange(ends[0]) < wrong[0],
                            np.arange(ends[1]) >= wrong[1]]).astype(int)
        w = 0.3 + np.arange(len(y)) % 7 / 3.0 if len(cases) % 2 else None
        cases.append(make_case("saturated, " + name, "probability", y, s, w,
                               6))
    y, s = draw(60, "log-probability", 0.9)
    cases.append(make_case(
        "saturated log-probability", "log-probability",
        np.concatenate([y, [0, 0, 0, 1, 1, 1, 1, 0]]),
        np.concatenate([s, [-60.0, -90.0, -40.0, -75.0, 0, 0, 0, 0]])))
    cases.append(make_case("decisions", "probability",
                           [0] * 13 + [1] * 4 + [0] * 5 + [1] * 11,
                           [0.0] * 17 + [1.0] * 16, with_beta=True))
    return cases


def make_multiclass():
    """One temperature for the logits of several classes."""
    random = np.random.default_rng(20260202)
    cases = []
    for name, n, k, sharpness, weighted in (
            ("overconfident", 200, 4, 3.0, False),
            ("underconfident", 150, 3, 0.3, True)):
        z = random.normal(0, 1.5, (n, k))
        y = np.array([random.choice(k, p=special.softmax(row)) for row in z])
        z = sharpness * z
        w = random.gamma(2, 1, n) if weighted else np.ones(n)

        def loss(u, z=z, y=y, w=w, n=n):
            logs = special.log_softmax(z * math.exp(-u), axis=1)
            return -(w * logs[np.arange(n), y]).sum() / w.sum()

        def derivative(u, z=z, y=y, w=w, n=n):
            p = special.softmax(z * math.exp(-u), axis=1)
            return (w * ((p * z).sum(axis=1) - z[np.arange(n), y])).sum()

        u = optimize.brentq(derivative, -10, 10, xtol=1e-15)
        best = optimize.minimize_scalar(loss)
        assert abs(best.x - u) < 1e-5
        cases.append({"name": name, "labels": y, "scores": z.T,
                      "weights": w if weighted else None, "kind": "logit",
                      "temperature": math.exp(u), "floor": None,
                      "loss": loss(u)})
    return cases + make_saturated_multiclass(random)


def make_saturated_multiclass(random):
    """Probabilities of 0, some of true classes: their logarithm is a second
    parameter, from the bound of logits to that of the next probability."""
    cases = []
    for name, n_sure, wrong in (("wrong zeros", 24, 2),
                                ("zeros, none of them wrong", 20, 0),
                                ("more wrong than right", 12, 9)):
        z = random.normal(0, 1.2, (120, 3))
        p = special.softmax(z, axis=1)
        y = np.array([random.choice(3, p=row) for row in p])
        p = special.softmax(1.6 * z, axis=1).clip(0.02, 1)
        p /= p.sum(axis=1, keepdims=True)
        sure = np.eye(3)[np.arange(n_sure) % 3]
        p = np.vstack([p, sure])
        y = np.append(y, (np.arange(n_sure) + (np.arange(n_sure) < wrong)) % 3)
        w = 0.5 + np.arange(len(y)) % 5 / 4.0
        rows = np.arange(len(y))
        with np.errstate(divide="ignore"):
            logs = np.log(p)
        least = logs[logs > -LOGIT_BOUND].min()

        def loss(u, f, logs=logs, y=y, w=w, rows=rows):
            q = special.log_softmax(np.maximum(logs, f) * math.exp(-u), axis=1)
            return -(w * q[rows, y]).sum() / w.sum()

        def best(f, loss=loss):
            return optimize.minimize_scalar(
                loss, args=(f,), bounds=(-5, 5), method="bounded",
                options={"xatol": 1e-12})

        grid = np.linspace(-LOGIT_BOUND, least, 300)
        near = min(range(len(grid)), key=lambda i: best(grid[i]).fun)
        floor = grid[near]
        if 0 < near < len(grid) - 1:
            floor = optimize.minimize_scalar(
                lambda f, best=best: best(f).fun, method="bounded",
                bounds=(grid[near - 1], grid[near + 1]),
                options={"xatol": 1e-10}).x
        cases.append({"name": name, "labels": y, "scores": p.T, "weights": w,
                      "kind": "probability", "floor": floor,
                      "temperature": math.exp(best(floor).x),
                      "loss": best(floor).fun})
    return cases


if __name__ == "__main__":
    with open(FOLDER / "calibration.json", "w") as file:
        json.dump(clean({"binary": make_cases(),
                         "multiclass": make_multiclass()}), file, indent=1)
        file.write("\n")
