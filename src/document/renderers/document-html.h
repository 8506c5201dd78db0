#pragma once

#include "document.h"

char *limen_document_to_html (LimenDocument *self, GError **error);
