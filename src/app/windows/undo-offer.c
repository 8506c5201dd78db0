/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "undo-offer.h"

#include <glib/gi18n.h>

#include "screen-format.h"

struct _LimenUndoOffer
{
  GObject parent_instance;

  LimenSession *session; /* borrowed, like the toast and the menu */
  LimenToast *toast;
  GMenu *menu;
  /* Message to show when the file has been read, with the label and the action
   * of its button. */
  char *awaited_message; /* NULL if none */
  const char *awaited_button, *awaited_action;
};

G_DEFINE_FINAL_TYPE (LimenUndoOffer, limen_undo_offer, G_TYPE_OBJECT)

/* Escapes the title of a change for a menu; underscores in a cutoff's name are
 * shown as such. */
static char *
escape (const char *title)
{
  return title != NULL ? limen_screen_escape_mnemonic (title) : NULL;
}

/* Adds the items for undo and redo, such as "_Undo pinning". */
static void
fill_menu (LimenUndoOffer *self)
{
  g_autofree char *undone
      = escape (limen_session_get_undo_title (self->session));
  g_autofree char *redone
      = escape (limen_session_get_redo_title (self->session));
  g_autofree char *undo = undone != NULL
                              /* Translators: %s is a change, such as “moving
                               * the threshold”. It may stand after a colon. */
                              ? g_strdup_printf (_ ("_Undo %s"), undone)
                              : g_strdup (_ ("_Undo"));
  g_autofree char *redo = redone != NULL
                              /* Translators: %s is a change, such as “moving
                               * the threshold”. It may stand after a colon. */
                              ? g_strdup_printf (_ ("_Redo %s"), redone)
                              : g_strdup (_ ("_Redo"));

  g_menu_remove_all (self->menu);
  g_menu_append (self->menu, undo, "win.undo");
  g_menu_append (self->menu, redo, "win.redo");
}

/* Updates the menu. A visible message was about an earlier change, so it is
 * replaced or hidden. */
static void
history_changed_cb (LimenUndoOffer *self)
{
  g_autofree char *message = g_steal_pointer (&self->awaited_message);

  fill_menu (self);
  limen_toast_hide (self->toast);
  if (message != NULL)
    limen_toast_show (self->toast, message, self->awaited_button,
                      self->awaited_action);
}

static void
loading_changed_cb (LimenUndoOffer *self)
{
  if (limen_session_is_loading (self->session))
    limen_undo_offer_forget (self);
}

static void
limen_undo_offer_finalize (GObject *object)
{
  g_free (LIMEN_UNDO_OFFER (object)->awaited_message);
  G_OBJECT_CLASS (limen_undo_offer_parent_class)->finalize (object);
}

static void
limen_undo_offer_class_init (LimenUndoOfferClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limen_undo_offer_finalize;
}

static void
limen_undo_offer_init (LimenUndoOffer *self)
{
}

/* Offers undo and redo of a session in a menu, whose items are replaced, and
 * in messages of a toast. Session, toast and menu must outlive the object. */
LimenUndoOffer *
limen_undo_offer_new (LimenSession *session, LimenToast *toast, GMenu *menu)
{
  LimenUndoOffer *self = g_object_new (LIMEN_TYPE_UNDO_OFFER, NULL);

  self->session = session;
  self->toast = toast;
  self->menu = menu;
  g_signal_connect_object (session, "history-changed",
                           G_CALLBACK (history_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::loading",
                           G_CALLBACK (loading_changed_cb), self,
                           G_CONNECT_SWAPPED);
  history_changed_cb (self);
  return self;
}

/* Shows a message about a change, with an Undo button. */
void
limen_undo_offer_show (LimenUndoOffer *self, const char *message)
{
  g_return_if_fail (LIMEN_IS_UNDO_OFFER (self));

  limen_toast_show (self->toast, message, _ ("Undo"), "win.undo");
}

static void
show_redo (LimenUndoOffer *self, const char *message)
{
  limen_toast_show (self->toast, message, _ ("Redo"), "win.redo");
}

/* Undoes the last change and shows a message with a Redo button. */
void
limen_undo_offer_undo (LimenUndoOffer *self)
{
  g_autofree char *message = NULL;

  g_return_if_fail (LIMEN_IS_UNDO_OFFER (self));

  /* Translators: %s is a change, such as “moving the threshold”. */
  message = g_strdup_printf (_ ("Undone: %s"),
                             limen_session_get_undo_title (self->session));
  limen_session_undo (self->session);
  if (limen_session_is_loading (self->session))
    limen_undo_offer_await (self, message, _ ("Redo"), "win.redo");
  else
    show_redo (self, message);
}

/* Redoes the change undone last and shows a message with an Undo button. */
void
limen_undo_offer_redo (LimenUndoOffer *self)
{
  g_autofree char *message = NULL;

  g_return_if_fail (LIMEN_IS_UNDO_OFFER (self));

  /* Translators: %s is a change, such as “moving the threshold”. */
  message = g_strdup_printf (_ ("Redone: %s"),
                             limen_session_get_redo_title (self->session));
  limen_session_redo (self->session);
  if (limen_session_is_loading (self->session))
    limen_undo_offer_await (self, message, _ ("Undo"), "win.undo");
  else
    limen_undo_offer_show (self, message);
}

/* Sets the message to show when the file has been read. Button and action are
 * static strings, or NULL. */
void
limen_undo_offer_await (LimenUndoOffer *self, const char *message,
                        const char *button, const char *action)
{
  g_return_if_fail (LIMEN_IS_UNDO_OFFER (self));

  g_free (self->awaited_message);
  self->awaited_message = g_strdup (message);
  self->awaited_button = button;
  self->awaited_action = action;
}

/* Drops the message set by limen_undo_offer_await(). */
void
limen_undo_offer_forget (LimenUndoOffer *self)
{
  g_return_if_fail (LIMEN_IS_UNDO_OFFER (self));

  g_clear_pointer (&self->awaited_message, g_free);
}
