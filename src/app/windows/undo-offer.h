/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session.h"
#include "toast.h"

G_BEGIN_DECLS

/* Shows undo and redo: the two items of a menu, and messages with a button. A
 * message disappears with the next change. */
#define LIMEN_TYPE_UNDO_OFFER (limen_undo_offer_get_type ())
G_DECLARE_FINAL_TYPE (LimenUndoOffer, limen_undo_offer, LIMEN, UNDO_OFFER,
                      GObject)

LimenUndoOffer *limen_undo_offer_new (LimenSession *session, LimenToast *toast,
                                      GMenu *menu);
void limen_undo_offer_show (LimenUndoOffer *self, const char *message);
void limen_undo_offer_undo (LimenUndoOffer *self);
void limen_undo_offer_redo (LimenUndoOffer *self);

/* A message that is shown once the file being read is loaded */
void limen_undo_offer_await (LimenUndoOffer *self, const char *message,
                             const char *button, const char *action);
void limen_undo_offer_forget (LimenUndoOffer *self);

G_END_DECLS
