/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of all metrics of a binary confusion matrix. Users include this
 * file, which has no include guard, after defining a macro METRIC:
 *
 *   METRIC (ID, VALUE, FIELDS ...)
 *
 * ID completes LIMEN_METRIC_. VALUE is an expression in the cells `c`, `beta`
 * and `costs`, NaN where the metric is undefined. FIELDS are the non-zero
 * members of LimenMetricInfo. N_() marks the texts for translation, except
 * formulas without words. Tables and reports show the metrics above F-beta, in
 * this order; F-beta and those below it are only for objectives and
 * constraints. */

METRIC (ACCURACY, divide (c.tp + c.tn, limen_confusion_get_total (c)),
        .name = "accuracy", .title = N_ ("Accuracy"),
        .definition = "(TP + TN) / (P + N)",
        .high = 1, .rewards = always)

METRIC (BALANCED_ACCURACY, (get_recall (c) + get_specificity (c)) / 2,
        .name = "balanced-accuracy", .title = N_ ("Balanced accuracy"),
        .definition = N_ ("(recall + specificity) / 2"),
        .high = 1, .is_of_rates = true, .rewards = always)

METRIC (PRECISION, get_precision (c),
        .name = "precision", .title = N_ ("Precision"),
        .definition = "TP / (TP + FP)",
        .high = 1, .rewards = always)

METRIC (RECALL, get_recall (c),
        .name = "recall", .title = N_ ("Recall"),
        .definition = "TP / P",
        .high = 1, .is_of_rates = true, .rewards = always)

METRIC (SPECIFICITY, get_specificity (c),
        .name = "specificity", .title = N_ ("Specificity"),
        .definition = "TN / N",
        .high = 1, .is_of_rates = true, .rewards = always)

METRIC (NPV, get_npv (c),
        .name = "npv", .title = N_ ("NPV"),
        .definition = N_ ("TN / (TN + FN), the negative predictive value"),
        .high = 1, .rewards = always)

METRIC (FPR, get_fpr (c),
        .name = "fpr", .title = N_ ("False positive rate"),
        .definition = "FP / N",
        .high = 1, .is_lower_better = true, .is_of_rates = true,
        .rewards = always)

METRIC (FNR, get_fnr (c),
        .name = "fnr", .title = N_ ("False negative rate"),
        .definition = "FN / P",
        .high = 1, .is_lower_better = true, .is_of_rates = true,
        .rewards = always)

METRIC (FDR, divide (c.fp, c.fp + c.tp),
        .name = "fdr", .title = N_ ("False discovery rate"),
        .definition = "FP / (TP + FP)",
        .high = 1, .is_lower_better = true, .rewards = always)

METRIC (FOR, divide (c.fn, c.fn + c.tn),
        .name = "for", .title = N_ ("False omission rate"),
        .definition = "FN / (TN + FN)",
        .high = 1, .is_lower_better = true, .rewards = always)

METRIC (F1, get_fbeta (c, 1),
        .name = "f1", .title = N_ ("F1"),
        .definition = "2 TP / (2 TP + FP + FN)",
        .high = 1, .rewards = always)

METRIC (F2, get_fbeta (c, 2),
        .name = "f2", .title = N_ ("F2"),
        .definition = "5 TP / (5 TP + FP + 4 FN)",
        .high = 1, .rewards = always)

METRIC (F0_5, get_fbeta (c, 0.5),
        .name = "f0.5", .title = N_ ("F0.5"),
        .definition = "1.25 TP / (1.25 TP + FP + 0.25 FN)",
        .high = 1, .rewards = always)

METRIC (MCC, get_mcc (c),
        .name = "mcc", .title = N_ ("MCC"),
        .definition = "(TP \302\267 TN \342\210\222 FP \302\267 FN) / "
                      "\342\210\232((TP + FP) \302\267 P \302\267 N \302\267 "
                      "(TN + FN))",
        .low = -1, .high = 1, .is_difference = true, .rewards = always)

METRIC (KAPPA, get_kappa (c),
        .name = "kappa", .title = N_ ("Cohen's kappa"),
        .definition = N_ ("(accuracy \342\210\222 chance accuracy) / (1 "
                          "\342\210\222 chance accuracy)"),
        .low = -1, .high = 1, .is_difference = true, .rewards = always)

METRIC (YOUDEN_J, get_recall (c) + get_specificity (c) - 1,
        .name = "youden-j", .title = N_ ("Youden's J"),
        .definition = N_ ("recall + specificity \342\210\222 1"),
        .low = -1, .high = 1, .is_of_rates = true, .is_difference = true,
        .rewards = always)

METRIC (G_MEAN, sqrt (get_recall (c) * get_specificity (c)),
        .name = "g-mean", .title = N_ ("G-mean"),
        .definition = N_ ("\342\210\232(recall \302\267 specificity)"),
        .high = 1, .is_of_rates = true, .rewards = always)

METRIC (JACCARD, divide (c.tp, c.tp + c.fp + c.fn),
        .name = "jaccard", .title = N_ ("Jaccard"),
        .definition = "TP / (TP + FP + FN)",
        .high = 1, .rewards = always)

METRIC (MARKEDNESS, get_precision (c) + get_npv (c) - 1,
        .name = "markedness", .title = N_ ("Markedness"),
        .definition = N_ ("precision + NPV \342\210\222 1"),
        .low = -1, .high = 1, .is_difference = true, .rewards = always)

METRIC (PREDICTED_POSITIVE_RATE,
        divide (c.tp + c.fp, limen_confusion_get_total (c)),
        .name = "predicted-positive-rate",
        .title = N_ ("Predicted positive rate"),
        .definition = "(TP + FP) / (P + N)",
        .high = 1, .is_lower_better = true)

METRIC (LIFT, divide (get_precision (c), limen_confusion_get_prevalence (c)),
        .name = "lift", .title = N_ ("Lift"),
        .definition = N_ ("precision / (P / (P + N))"),
        .high = INFINITY, .rewards = always)

METRIC (LR_POSITIVE, divide (get_recall (c), get_fpr (c)),
        .name = "lr+", .title = N_ ("LR+"),
        .definition = N_ ("recall / false positive rate"),
        .high = INFINITY, .is_of_rates = true, .rewards = always,
        .is_infinite = has_no_false_positive)

METRIC (LR_NEGATIVE, divide (get_fnr (c), get_specificity (c)),
        .name = "lr-", .title = N_ ("LR\342\210\222"),
        .definition = N_ ("false negative rate / specificity"),
        .high = INFINITY, .is_lower_better = true, .is_of_rates = true,
        .rewards = always, .is_infinite = has_no_true_negative)

METRIC (DOR, divide (c.tp * c.tn, c.fp * c.fn),
        .name = "dor", .title = N_ ("Diagnostic odds ratio"),
        .definition = "TP \302\267 TN / (FP \302\267 FN)",
        .high = INFINITY, .is_of_rates = true, .rewards = always,
        .is_infinite = has_one_kind_of_error)

METRIC (COST, get_cost (c, costs),
        .name = "cost", .title = N_ ("Cost"),
        .definition = N_ ("costs of the errors minus gains of the correct "
                          "decisions, per row"),
        .low = -INFINITY, .high = INFINITY, .is_lower_better = true,
        .is_of_costs = true, .rewards = if_nothing_is_negative)

METRIC (NET_BENEFIT, get_net_benefit (c, costs),
        .name = "net-benefit", .title = N_ ("Net benefit"),
        .definition = N_ ("(TP \342\210\222 w FP) / (P + N), where a false "
                          "positive costs w false negatives"),
        .low = -INFINITY, .high = 1, .is_of_costs = true,
        .is_difference = true, .rewards = if_exchange_is_positive)

METRIC (FOWLKES_MALLOWS, sqrt (get_precision (c) * get_recall (c)),
        .name = "fowlkes-mallows", .title = N_ ("Fowlkes\342\200\223Mallows"),
        .definition = N_ ("\342\210\232(precision \302\267 recall)"),
        .high = 1, .rewards = always)

METRIC (P4, divide (4 * c.tp * c.tn, 4 * c.tp * c.tn
                                         + (c.tp + c.tn) * (c.fp + c.fn)),
        .name = "p4", .title = N_ ("P4"),
        .definition = "4 TP \302\267 TN / (4 TP \302\267 TN + (TP + TN) "
                      "\302\267 (FP + FN))",
        .high = 1, .rewards = always)

METRIC (FBETA, /* the only one with a parameter */
        get_fbeta (c, beta),
        .name = "fbeta", .title = N_ ("F-beta"),
        .definition = "(1 + \316\262\302\262) TP / ((1 + \316\262\302\262) TP "
                      "+ \316\262\302\262 FN + FP)",
        .high = 1, .rewards = always)

METRIC (PREDICTED_POSITIVES, c.tp + c.fp,
        .name = "predicted-positives", .title = N_ ("Predicted positives"),
        .definition = "TP + FP",
        .high = INFINITY, .is_lower_better = true)

METRIC (ERROR_RATE_GAP, get_error_rate_gap (c),
        .name = "error-rate-gap", .title = N_ ("Error rate gap"),
        .definition = N_ ("|false positive rate \342\210\222 false negative "
                          "rate|"),
        .point = "equal-error-rate", .high = 1, .is_lower_better = true,
        .is_of_rates = true, .is_difference = true)

METRIC (CORNER_DISTANCE, hypot (get_fpr (c), get_fnr (c)),
        .name = "corner-distance", .title = N_ ("Corner distance"),
        .definition = N_ ("\342\210\232(false positive rate\302\262 + false "
                          "negative rate\302\262)"),
        .point = "closest-to-corner", .high = M_SQRT2, .is_lower_better = true,
        .is_of_rates = true, .rewards = always)

METRIC (PRECISION_RECALL_GAP, get_precision_recall_gap (c),
        .name = "precision-recall-gap", .title = N_ ("Precision recall gap"),
        .definition = N_ ("|precision \342\210\222 recall|"),
        .point = "break-even", .high = 1, .is_lower_better = true,
        .is_difference = true)

METRIC (PREVALENCE_GAP, get_prevalence_gap (c),
        .name = "prevalence-gap", .title = N_ ("Prevalence gap"),
        .definition = N_ ("|predicted positive rate \342\210\222 P / (P + "
                          "N)|"),
        .point = "prevalence-matching", .high = 1, .is_lower_better = true,
        .is_difference = true)
