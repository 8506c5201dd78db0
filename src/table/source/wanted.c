/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wanted.h"

/* Size of one value in bytes; 0 for LIMEN_WANTED_SKIPPED. */
gsize
limen_wanted_type_get_size (LimenWantedType type)
{
  switch (type)
    {
    case LIMEN_WANTED_NUMBER:
      return sizeof (double);
    case LIMEN_WANTED_NAME:
    case LIMEN_WANTED_TRUTH:
      return sizeof (guint16);
    case LIMEN_WANTED_GROUP:
    case LIMEN_WANTED_ID:
      return sizeof (guint32);
    case LIMEN_WANTED_TEXT:
      return sizeof (LimenTextSpan);
    case LIMEN_WANTED_SKIPPED:
      break;
    }
  return 0;
}
