/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document.h"

gboolean limen_document_has_format (const char *name);
gboolean limen_document_save (LimenDocument *self, const char *path,
                              GError **error);
gboolean limen_document_save_as (LimenDocument *self, const char *path,
                                 const char *format, GError **error);
