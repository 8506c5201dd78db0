#pragma once

#include "document.h"

gboolean limen_document_has_format (const char *path);
gboolean limen_document_save (LimenDocument *self, const char *path,
                              GError **error);
