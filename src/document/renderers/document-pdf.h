/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document.h"
#include "output.h"

gboolean limen_document_save_pdf (LimenDocument *self, LimenOutput *output,
                                  GError **error);
