/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document.h"

char *limen_document_to_html (LimenDocument *self, GError **error);
