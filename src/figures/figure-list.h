/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-type.h"

/* All figures, in the order of tabs, lists and help. */
#define LIMEN_FIGURES(FIGURE)                                                 \
  FIGURE (histogram)                                                          \
  FIGURE (threshold_curves)                                                   \
  FIGURE (confusion)                                                          \
  FIGURE (rate_curves)                                                        \
  FIGURE (roc)                                                                \
  FIGURE (precision_recall)                                                   \
  FIGURE (reliability)                                                        \
  FIGURE (losses)                                                             \
  FIGURE (log)                                                                \
  FIGURE (cost)                                                               \
  FIGURE (cost_space)                                                         \
  FIGURE (decision)                                                           \
  FIGURE (gain)                                                               \
  FIGURE (lift)                                                               \
  FIGURE (ks)                                                                 \
  FIGURE (det)

#define LIMEN_DECLARE_FIGURE(name)                                            \
  extern const LimenFigureType limen_##name##_figure;
LIMEN_FIGURES (LIMEN_DECLARE_FIGURE)
#undef LIMEN_DECLARE_FIGURE
