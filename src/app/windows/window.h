/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"
#include "theme.h"
#include "undo-offer.h"

#define LIMEN_TYPE_WINDOW (limen_window_get_type ())
G_DECLARE_FINAL_TYPE (LimenWindow, limen_window, LIMEN, WINDOW,
                      GtkApplicationWindow)

LimenWindow *limen_window_new (GtkApplication *application,
                               GSettings *settings);
LimenSession *limen_window_get_session (LimenWindow *self);
void limen_window_open (LimenWindow *self, const char *path);
void limen_window_set_theme (LimenWindow *self, LimenThemeVariant variant);

/* Used by the actions of the window */
void limen_window_show_message (LimenWindow *self, const char *message);
void limen_window_show_saved (LimenWindow *self, const char *path);
const char *limen_window_get_saved (LimenWindow *self);
void limen_window_show_error (LimenWindow *self, const char *title,
                              const char *message);
gboolean limen_window_can_ask_file (LimenWindow *self);
void limen_window_dismiss_error (LimenWindow *self);
void limen_window_forget_columns (LimenWindow *self);
gboolean limen_window_is_remembered (LimenWindow *self);
LimenUndoOffer *limen_window_get_undo_offer (LimenWindow *self);
void limen_window_cancel (LimenWindow *self);
gboolean limen_window_check_export (LimenWindow *self, const char *path,
                                    const char *failure);
gboolean limen_window_export_to (LimenWindow *self, const char *path,
                                 gboolean closes_after);
const char *limen_window_get_figure (LimenWindow *self);
void limen_window_step_figure (LimenWindow *self, int n_steps);
void limen_window_zoom (LimenWindow *self, int n_steps);
void limen_window_copy_figure (LimenWindow *self, const char *figure);
void limen_window_save_figure (LimenWindow *self, const char *figure,
                               const char *path, int width, int height,
                               LimenThemeVariant variant);
void limen_window_export_report_to (LimenWindow *self, const char *path);
void limen_window_focus_threshold (LimenWindow *self);
