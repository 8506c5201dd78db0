/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Editor of a prevalence that differs from that of the rows. */
#define LIMEN_TYPE_PREVALENCE_EDITOR (limen_prevalence_editor_get_type ())
G_DECLARE_FINAL_TYPE (LimenPrevalenceEditor, limen_prevalence_editor, LIMEN,
                      PREVALENCE_EDITOR, GtkWidget)

/* Signal `changed`: the user stated another prevalence. */
void limen_prevalence_editor_set_title (LimenPrevalenceEditor *self,
                                        const char *title);
double limen_prevalence_editor_get_prevalence (LimenPrevalenceEditor *self);
void limen_prevalence_editor_set_prevalence (LimenPrevalenceEditor *self,
                                             double prevalence);
void limen_prevalence_editor_set_of_rows (LimenPrevalenceEditor *self,
                                          double prevalence);
