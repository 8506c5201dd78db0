/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drawer.h"

#include "cutoffs-table.h"

/* Minimum share of the height that the content keeps when the user resizes
 * the drawer. */
#define MIN_CONTENT_SHARE 0.6
/* Minimum share of the height that the content keeps when the drawer grows to
 * show its first rows. */
#define MIN_CONTENT_SHARE_GROWN 0.5

struct _LimenDrawer
{
  GtkWidget parent_instance;

  GtkPaned *paned;
  GtkWidget *open_button;
  GtkWidget *tools;
  GtkMenuButton *columns_button;
  GtkWidget *title;
  GtkWidget *remark;
  LimenCutoffsTable *cutoffs;
  gboolean is_folded;
  int height;
  int placed_height; /* height at the last placement; 0: pending */
  gboolean is_allocating;
};

enum
{
  PROP_0,
  PROP_CONTENT,
  PROP_FOLDED,
  PROP_HEIGHT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  REMOVE_CUTOFF,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenDrawer, limen_drawer, GTK_TYPE_WIDGET)

static gboolean
has_rows (LimenDrawer *self)
{
  gboolean has_cutoffs;

  g_object_get (self->cutoffs, "has-cutoffs", &has_cutoffs, NULL);
  return has_cutoffs;
}

static gboolean
is_open (LimenDrawer *self)
{
  return !self->is_folded && has_rows (self);
}

/* Makes the next layout place the handle of the GtkPaned again. */
static void
place (LimenDrawer *self)
{
  self->placed_height = 0;
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static void
update (LimenDrawer *self)
{
  gboolean is_shown = is_open (self);

  if (gtk_widget_get_visible (GTK_WIDGET (self->cutoffs)) != is_shown)
    place (self);
  gtk_widget_set_visible (GTK_WIDGET (self->cutoffs), is_shown);
  gtk_widget_set_visible (self->tools, is_shown);
  gtk_widget_set_visible (self->open_button, has_rows (self));
}

static void
set_folded (LimenDrawer *self, gboolean is_folded)
{
  if (self->is_folded == is_folded)
    return;
  self->is_folded = is_folded;
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDED]);
}

static void
set_height (LimenDrawer *self, int height)
{
  if (self->height == height)
    return;
  self->height = height;
  place (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEIGHT]);
}

/* Handles a move of the handle by the user: stores the height and opens a
 * folded drawer. An empty drawer stays folded. */
static void
position_changed_cb (GtkPaned *paned, GParamSpec *pspec, LimenDrawer *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self))
               - gtk_paned_get_position (paned);

  if (self->is_allocating || self->placed_height == 0)
    return;
  if (!has_rows (self))
    {
      place (self);
      return;
    }
  self->height = height;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HEIGHT]);
  set_folded (self, FALSE);
}

static void
remove_cb (LimenCutoffsTable *table, LimenCutoff *cutoff, LimenDrawer *self)
{
  g_signal_emit (self, signals[REMOVE_CUTOFF], 0, cutoff);
}

static int
get_minimum_height (GtkWidget *widget)
{
  int minimum;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, &minimum, NULL,
                      NULL, NULL);
  return minimum;
}

/* The natural height of the drawer, which shows its first rows, including the
 * handle. */
static int
get_natural_height (LimenDrawer *self, int width)
{
  GtkWidget *start = gtk_paned_get_start_child (self->paned);
  GtkWidget *end = gtk_paned_get_end_child (self->paned);
  int handle = get_minimum_height (GTK_WIDGET (self->paned))
               - (start != NULL ? get_minimum_height (start) : 0)
               - get_minimum_height (end);
  int natural;

  gtk_widget_measure (end, GTK_ORIENTATION_VERTICAL, width, NULL, &natural,
                      NULL, NULL);
  return natural + handle;
}

/* Position of the handle. The drawer has the height chosen by the user, but at
 * least its natural height; both are limited by the minimum shares of the
 * content. */
static int
get_position (LimenDrawer *self, int width, int height)
{
  int chosen, asked;

  if (!is_open (self))
    return height;
  chosen = MAX (height - self->height, (int) (MIN_CONTENT_SHARE * height));
  asked = MAX (height - get_natural_height (self, width),
               (int) (MIN_CONTENT_SHARE_GROWN * height));
  return MIN (chosen, asked);
}

/* Places the handle if it was requested, or if the first rows need more
 * height. Otherwise GtkPaned keeps the height of the drawer. */
static void
limen_drawer_size_allocate (GtkWidget *widget, int width, int height,
                            int baseline)
{
  LimenDrawer *self = LIMEN_DRAWER (widget);
  int former = gtk_widget_get_height (GTK_WIDGET (self->paned));
  int grown = former > 0 ? height - former : 0;
  int position = MAX (0, get_position (self, width, height) - grown);

  self->is_allocating = TRUE;
  if (self->placed_height == 0
      || (is_open (self) && gtk_paned_get_position (self->paned) > position))
    {
      gtk_paned_set_position (self->paned, position);
      self->placed_height = height;
    }
  gtk_widget_size_allocate (GTK_WIDGET (self->paned),
                            &(GtkAllocation){ 0, 0, width, height }, baseline);
  self->is_allocating = FALSE;
}

static void
limen_drawer_measure (GtkWidget *widget, GtkOrientation orientation,
                      int for_size, int *minimum, int *natural,
                      int *minimum_baseline, int *natural_baseline)
{
  gtk_widget_measure (GTK_WIDGET (LIMEN_DRAWER (widget)->paned), orientation,
                      for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
limen_drawer_get_property (GObject *object, guint id, GValue *value,
                           GParamSpec *pspec)
{
  LimenDrawer *self = LIMEN_DRAWER (object);

  switch (id)
    {
    case PROP_CONTENT:
      g_value_set_object (value, gtk_paned_get_start_child (self->paned));
      break;
    case PROP_FOLDED:
      g_value_set_boolean (value, self->is_folded);
      break;
    case PROP_HEIGHT:
      g_value_set_int (value, self->height);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_drawer_set_property (GObject *object, guint id, const GValue *value,
                           GParamSpec *pspec)
{
  LimenDrawer *self = LIMEN_DRAWER (object);

  switch (id)
    {
    case PROP_CONTENT:
      gtk_paned_set_start_child (self->paned, g_value_get_object (value));
      break;
    case PROP_FOLDED:
      set_folded (self, g_value_get_boolean (value));
      break;
    case PROP_HEIGHT:
      set_height (self, g_value_get_int (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_drawer_dispose (GObject *object)
{
  GtkWidget *paned = GTK_WIDGET (LIMEN_DRAWER (object)->paned);

  LIMEN_DRAWER (object)->paned = NULL;
  g_clear_pointer (&paned, gtk_widget_unparent);
  G_OBJECT_CLASS (limen_drawer_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags
      = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = limen_drawer_get_property;
  object_class->set_property = limen_drawer_set_property;
  properties[PROP_CONTENT] = g_param_spec_object ("content", NULL, NULL,
                                                  GTK_TYPE_WIDGET, flags);
  properties[PROP_FOLDED]
      = g_param_spec_boolean ("folded", NULL, NULL, FALSE, flags);
  properties[PROP_HEIGHT]
      = g_param_spec_int ("height", NULL, NULL, 0, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
limen_drawer_class_init (LimenDrawerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_drawer_dispose;
  install_properties (G_OBJECT_CLASS (klass));
  widget_class->measure = limen_drawer_measure;
  widget_class->size_allocate = limen_drawer_size_allocate;
  g_type_ensure (LIMEN_TYPE_CUTOFFS_TABLE);
  signals[REMOVE_CUTOFF] = g_signal_new (
      "remove-cutoff", LIMEN_TYPE_DRAWER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
      NULL, G_TYPE_NONE, 1, LIMEN_TYPE_CUTOFF);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/drawer.ui");
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenDrawer, name)
  BIND (paned);
  BIND (open_button);
  BIND (tools);
  BIND (columns_button);
  BIND (title);
  BIND (remark);
  BIND (cutoffs);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, position_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
limen_drawer_init (LimenDrawer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_insert_action_group (
      GTK_WIDGET (self), "cutoffs",
      limen_cutoffs_table_get_actions (self->cutoffs));
  gtk_menu_button_set_menu_model (
      self->columns_button,
      limen_cutoffs_table_get_columns_menu (self->cutoffs));
  g_object_bind_property (self->cutoffs, "title", self->title, "label",
                          G_BINDING_DEFAULT);
  g_object_bind_property (self->cutoffs, "remark", self->remark, "label",
                          G_BINDING_DEFAULT);
  g_object_bind_property (self, "folded", self->open_button, "active",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE
                              | G_BINDING_INVERT_BOOLEAN);
  g_signal_connect_object (self->cutoffs, "notify::has-cutoffs",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/* Follows a session, which must outlive the drawer; call it once. */
void
limen_drawer_set_session (LimenDrawer *self, LimenSession *session)
{
  g_return_if_fail (LIMEN_IS_DRAWER (self));

  limen_cutoffs_table_set_session (self->cutoffs, session);
}

/* Stores height, folded state and visible columns in settings. */
void
limen_drawer_bind_settings (LimenDrawer *self, GSettings *settings)
{
  g_return_if_fail (LIMEN_IS_DRAWER (self));

  g_settings_bind (settings, "drawer-height", self, "height",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "drawer-folded", self, "folded",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "cutoffs-columns", self->cutoffs, "columns",
                   G_SETTINGS_BIND_DEFAULT);
}
