/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "column-item.h"

struct _LimenColumnItem
{
  GObject parent_instance;

  guint column;
  char *name;
  guint place;
  guint n_places;
};

enum
{
  PROP_0,
  PROP_NAME,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenColumnItem, limen_column_item, G_TYPE_OBJECT)

static void
limen_column_item_get_property (GObject *object, guint id, GValue *value,
                                GParamSpec *pspec)
{
  LimenColumnItem *self = LIMEN_COLUMN_ITEM (object);

  if (id == PROP_NAME)
    g_value_set_string (value, self->name);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_column_item_finalize (GObject *object)
{
  g_free (LIMEN_COLUMN_ITEM (object)->name);
  G_OBJECT_CLASS (limen_column_item_parent_class)->finalize (object);
}

static void
limen_column_item_class_init (LimenColumnItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limen_column_item_get_property;
  object_class->finalize = limen_column_item_finalize;
  properties[PROP_NAME]
      = g_param_spec_string ("name", NULL, NULL, NULL,
                             G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[CHANGED] = g_signal_new ("changed", LIMEN_TYPE_COLUMN_ITEM,
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
limen_column_item_init (LimenColumnItem *self)
{
}

/* A new item, not chosen, for the column at an index of the file. */
LimenColumnItem *
limen_column_item_new (guint column, const char *name)
{
  LimenColumnItem *self = g_object_new (LIMEN_TYPE_COLUMN_ITEM, NULL);

  self->column = column;
  self->name = g_strdup (name);
  return self;
}

/* The column's index in the file. */
guint
limen_column_item_get_column (LimenColumnItem *self)
{
  g_return_val_if_fail (LIMEN_IS_COLUMN_ITEM (self), 0);

  return self->column;
}

/* The column's name; owned by the item. */
const char *
limen_column_item_get_name (LimenColumnItem *self)
{
  g_return_val_if_fail (LIMEN_IS_COLUMN_ITEM (self), NULL);

  return self->name;
}

/* The column's place among the chosen ones, from 1; 0: not chosen. */
guint
limen_column_item_get_place (LimenColumnItem *self)
{
  g_return_val_if_fail (LIMEN_IS_COLUMN_ITEM (self), 0);

  return self->place;
}

/* The number of chosen columns, if this is one of them. */
guint
limen_column_item_get_n_places (LimenColumnItem *self)
{
  g_return_val_if_fail (LIMEN_IS_COLUMN_ITEM (self), 0);

  return self->n_places;
}

/* Sets the place among n_places chosen columns; 0: not chosen. */
void
limen_column_item_set_place (LimenColumnItem *self, guint place,
                             guint n_places)
{
  g_return_if_fail (LIMEN_IS_COLUMN_ITEM (self));

  if (place == 0)
    n_places = 0;
  if (self->place == place && self->n_places == n_places)
    return;
  self->place = place;
  self->n_places = n_places;
  g_signal_emit (self, signals[CHANGED], 0);
}
