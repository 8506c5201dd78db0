#pragma once

#include <gio/gio.h>

#include "cutoff.h"

/* The pinned LimenCutoff, as a list model; it knows whether they were exported
 * since they last changed. Cutoffs of one name with a decision rule are a set:
 * one for each class, renamed and removed together. */
#define LIMEN_TYPE_CUTOFF_STORE (limen_cutoff_store_get_type ())
G_DECLARE_FINAL_TYPE (LimenCutoffStore, limen_cutoff_store, LIMEN,
                      CUTOFF_STORE, GObject)

LimenCutoffStore *limen_cutoff_store_new (void);
char *limen_cutoff_store_new_name (LimenCutoffStore *self);

void limen_cutoff_store_append (LimenCutoffStore *self, LimenCutoff *cutoff);
void limen_cutoff_store_insert (LimenCutoffStore *self, guint position,
                                LimenCutoff *cutoff);
void limen_cutoff_store_remove (LimenCutoffStore *self, guint position);
gboolean limen_cutoff_store_find (LimenCutoffStore *self, LimenCutoff *cutoff,
                                  guint *position);

/* What it holds now, names included, and the way back there. */
GPtrArray *limen_cutoff_store_save_state (LimenCutoffStore *self);
void limen_cutoff_store_take_state (LimenCutoffStore *self,
                                    const GPtrArray *state);

/* Sets */
GPtrArray *limen_cutoff_store_get_set (LimenCutoffStore *self,
                                       LimenCutoff *cutoff);
void limen_cutoff_store_rename (LimenCutoffStore *self, LimenCutoff *cutoff,
                                const char *name);

/* Files */
gboolean limen_cutoff_store_has_unexported (LimenCutoffStore *self);
gboolean limen_cutoff_store_export (LimenCutoffStore *self, const char *path,
                                    GError **error);
gboolean limen_cutoff_store_open (LimenCutoffStore *self, const char *path,
                                  GError **error);
