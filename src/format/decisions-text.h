/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decision-tally.h"

char *limen_decision_tally_describe (LimenDecisionTally *self,
                                     const char *path, GError **error);
