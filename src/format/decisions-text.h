/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decision-tally.h"

char *limen_decision_tally_describe (LimenDecisionTally *self,
                                     const char *path, GError **error);
char *limen_decision_tally_describe_agreement (const LimenDecisionTally *self,
                                               const LimenBootstrap *plan,
                                               const char *path,
                                               GError **error);
