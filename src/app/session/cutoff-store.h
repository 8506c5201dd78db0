/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cutoff.h"

/* The pinned cutoffs (LimenCutoff), a list model. It tracks whether they
 * changed since they were last exported. Cutoffs with the same name and a
 * decision rule form a set, one per class, and are renamed and removed
 * together. Up to two cutoffs are ticked for comparison.
 *
 * Signal: changed (the name, note or tick of a cutoff; additions and removals
 * emit `items-changed`). */
#define LIMEN_TYPE_CUTOFF_STORE (limen_cutoff_store_get_type ())
G_DECLARE_FINAL_TYPE (LimenCutoffStore, limen_cutoff_store, LIMEN,
                      CUTOFF_STORE, GObject)

LimenCutoffStore *limen_cutoff_store_new (void);
char *limen_cutoff_store_new_name (LimenCutoffStore *self);

void limen_cutoff_store_append (LimenCutoffStore *self, LimenCutoff *cutoff);
void limen_cutoff_store_remove (LimenCutoffStore *self, guint position);
gboolean limen_cutoff_store_find (LimenCutoffStore *self, LimenCutoff *cutoff,
                                  guint *position);

/* Saves the cutoffs with their names and notes, and restores them, for undo.
 */
GPtrArray *limen_cutoff_store_save_state (LimenCutoffStore *self);
void limen_cutoff_store_take_state (LimenCutoffStore *self,
                                    const GPtrArray *state);

/* Sets */
GPtrArray *limen_cutoff_store_get_set (LimenCutoffStore *self,
                                       LimenCutoff *cutoff);
void limen_cutoff_store_rename (LimenCutoffStore *self, LimenCutoff *cutoff,
                                const char *name);
void limen_cutoff_store_set_note (LimenCutoffStore *self, LimenCutoff *cutoff,
                                  const char *note);

/* Ticks */
#define LIMEN_CUTOFF_STORE_MAX_TICKED 2
void limen_cutoff_store_set_ticked (LimenCutoffStore *self,
                                    LimenCutoff *cutoff, gboolean is_ticked);
gboolean limen_cutoff_store_is_ticked (LimenCutoffStore *self,
                                       LimenCutoff *cutoff);
LimenCutoff *limen_cutoff_store_get_ticked (LimenCutoffStore *self, guint i);

/* Files */
gboolean limen_cutoff_store_has_unexported (LimenCutoffStore *self);
void limen_cutoff_store_mark_exported (LimenCutoffStore *self,
                                       GListModel *cutoffs,
                                       GListModel *written);
gboolean limen_cutoff_store_export (LimenCutoffStore *self, const char *path,
                                    GError **error);
gboolean limen_cutoff_store_open (LimenCutoffStore *self, const char *path,
                                  GError **error);
