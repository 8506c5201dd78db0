/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wanted.h"

/* Bytes that one value takes; 0: none is kept. */
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
    case LIMEN_WANTED_SKIPPED:
      break;
    }
  return 0;
}
