#pragma once

#include "document.h"
#include "output.h"

gboolean limen_document_save_pdf (LimenDocument *self, LimenOutput *output,
                                  GError **error);
