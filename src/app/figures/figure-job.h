/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"
#include "theme.h"

/* A snapshot of a figure of the session, drawn or written off the main thread.
 */
typedef struct _LimenFigureJob LimenFigureJob;

LimenFigureJob *limen_figure_job_new (LimenSession *session,
                                      const char *figure);
void limen_figure_job_set_look (LimenFigureJob *self, int width, int height,
                                LimenThemeVariant variant);
void limen_figure_job_free (LimenFigureJob *self);

/* Both take ownership of the job and call `done` with `source` once. */
void limen_figure_job_save_async (LimenFigureJob *self, const char *path,
                                  gpointer source, GAsyncReadyCallback done,
                                  gpointer user_data);
char *limen_figure_job_save_finish (GAsyncResult *result, GError **error);
void limen_figure_job_draw_async (LimenFigureJob *self, gpointer source,
                                  GAsyncReadyCallback done,
                                  gpointer user_data);
GdkTexture *limen_figure_job_draw_finish (GAsyncResult *result,
                                          GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenFigureJob, limen_figure_job_free)
