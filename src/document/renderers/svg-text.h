/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document.h"

gboolean limen_svg_text_append (GString *out, const LimenDocumentFigure *figure,
                                guint panel, const char *prefix,
                                const char *label, GError **error);
