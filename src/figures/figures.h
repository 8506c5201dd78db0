/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-list.h"

/* The registry of all figures */
guint limen_figures_get_n (void);
const LimenFigureType *limen_figures_get (guint index);
const LimenFigureType *limen_figures_find (const char *key);

/* List of keys, for help and messages */
char *limen_figures_list (gboolean (*has) (const LimenFigureType *type),
                          const char *last);
