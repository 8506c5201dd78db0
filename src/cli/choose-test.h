/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "choose-classes.h"
#include "cutoff-test.h"
#include "text-table.h"

/* The test data of limen-cli choose. */
gboolean limen_choose_judge_one (const LimenChoice *choice,
                                 LimenCutoff *cutoff, gsize class, char **text,
                                 GError **error);
gboolean limen_choose_judge_all (const LimenChoice *choice,
                                 GListModel *cutoffs, GString *found,
                                 GError **error);
