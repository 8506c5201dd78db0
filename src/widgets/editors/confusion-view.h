/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "confusion.h"
#include "holder.h"
#include "theme.h"

/* The binary confusion matrix at one threshold, drawn as areas. */
#define LIMEN_TYPE_CONFUSION_VIEW (limen_confusion_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenConfusionView, limen_confusion_view, LIMEN,
                      CONFUSION_VIEW, LimenHolder)

void limen_confusion_view_set_confusion (LimenConfusionView *self,
                                         LimenConfusion confusion,
                                         double prevalence);
void limen_confusion_view_set_theme (LimenConfusionView *self,
                                     LimenThemeVariant variant);
