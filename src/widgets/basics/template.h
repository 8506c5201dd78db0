/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Binds up to 64 fields of a widget to the template elements with their names:
 * LIMEN_BIND_CHILDREN (widget_class, LimenToast, label, button).
 * LIMEN_BIND_NEXT binds the first name and leaves a call of itself for the
 * remaining names; LIMEN_BIND_ALL makes the preprocessor scan the text again
 * and again, which expands one such call after the other. */
#define LIMEN_BIND_CHILDREN(widget_class, Type, ...)                          \
  LIMEN_BIND_ALL (LIMEN_BIND_NEXT (widget_class, Type, __VA_ARGS__))

#define LIMEN_BIND_NEXT(widget_class, Type, name, ...)                        \
  gtk_widget_class_bind_template_child (widget_class, Type, name);            \
  __VA_OPT__ (LIMEN_BIND_AGAIN LIMEN_BIND_LATER (widget_class, Type,          \
                                                 __VA_ARGS__))
#define LIMEN_BIND_AGAIN() LIMEN_BIND_NEXT
#define LIMEN_BIND_LATER ()

#define LIMEN_BIND_ALL(...)                                                   \
  LIMEN_BIND_16 (LIMEN_BIND_16 (LIMEN_BIND_16 (LIMEN_BIND_16 (__VA_ARGS__))))
#define LIMEN_BIND_16(...)                                                    \
  LIMEN_BIND_4 (LIMEN_BIND_4 (LIMEN_BIND_4 (LIMEN_BIND_4 (__VA_ARGS__))))
#define LIMEN_BIND_4(...)                                                     \
  LIMEN_BIND_1 (LIMEN_BIND_1 (LIMEN_BIND_1 (LIMEN_BIND_1 (__VA_ARGS__))))
#define LIMEN_BIND_1(...) __VA_ARGS__
