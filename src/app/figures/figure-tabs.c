/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-tabs.h"

#include <glib/gi18n.h>

#include "figure-page.h"
#include "figures.h"

/* A tab with its page. Both are added to and removed from the notebook
 * together: the tab of a page that was only hidden would not reappear. */
typedef struct
{
  const LimenFigureType *type;
  GtkWidget *page, *label;
} Tab;

struct _LimenFigureTabs
{
  GObject parent_instance;

  GtkNotebook *notebook; /* owned by the panel */
  GArray *tabs;          /* Tab, in order, shown or not */
  GMenu *menu;           /* all shown tabs, by title of the figure */
  LimenSession *session; /* borrowed; NULL before it is set */
};

G_DEFINE_FINAL_TYPE (LimenFigureTabs, limen_figure_tabs, G_TYPE_OBJECT)

static const Tab *
get_tab (LimenFigureTabs *self, guint index)
{
  return &g_array_index (self->tabs, Tab, index);
}

/* The tab whose page is at a position of the notebook; NULL if none is. */
static const Tab *
find_tab (LimenFigureTabs *self, int place)
{
  GtkWidget *page = gtk_notebook_get_nth_page (self->notebook, place);

  for (guint i = 0; i < self->tabs->len; i++)
    if (get_tab (self, i)->page == page)
      return get_tab (self, i);
  return NULL;
}

/* Names a tab for assistive tools; GTK names every tab "Tab". */
static void
name_tab (const Tab *tab)
{
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (gtk_widget_get_parent (tab->label)),
      GTK_ACCESSIBLE_PROPERTY_LABEL, _ (tab->type->tab), -1);
}

/* Names the focusable tab strip for assistive tools, after the current figure;
 * GTK names it by its type. */
static void
name_strip (LimenFigureTabs *self)
{
  const Tab *tab
      = find_tab (self, gtk_notebook_get_current_page (self->notebook));
  g_autofree char *name = NULL;

  if (tab == NULL)
    return;
  name = /* Translators: %s is the current figure. */
      g_strdup_printf (_ ("Figures: %s"), _ (tab->type->tab));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->notebook),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
page_changed_cb (GtkNotebook *notebook, GParamSpec *pspec,
                 LimenFigureTabs *self)
{
  name_strip (self);
}

/* Fills the menu of all figures, for tabs that do not fit. */
static void
fill_menu (LimenFigureTabs *self)
{
  g_menu_remove_all (self->menu);
  for (int i = 0; i < gtk_notebook_get_n_pages (self->notebook); i++)
    {
      const LimenFigureType *type = find_tab (self, i)->type;
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (type->title), NULL);

      g_menu_item_set_action_and_target (item, "figures.show", "s", type->key);
      g_menu_append_item (self->menu, item);
    }
}

/* Whether the loaded file has a figure; before a file is loaded, whether most
 * files have it. */
static gboolean
has_figure (LimenFigureTabs *self, const LimenFigureType *type)
{
  LimenAnalysis *analysis = self->session != NULL
                                ? limen_session_get_analysis (self->session)
                                : NULL;

  return analysis != NULL ? limen_figure_type_is_for (type, analysis)
                          : type->scope != LIMEN_SCOPE_SEVERAL;
}

/* Adds and removes tabs for the loaded file: the matrix only with several
 * classes, and for decisions only figures without thresholds. */
static void
update (LimenFigureTabs *self)
{
  const Tab *before
      = find_tab (self, gtk_notebook_get_current_page (self->notebook));
  int place = 0;

  for (guint i = 0; i < self->tabs->len; i++)
    {
      const Tab *tab = get_tab (self, i);
      int page = gtk_notebook_page_num (self->notebook, tab->page);
      gboolean is_shown = has_figure (self, tab->type);

      if (is_shown && page < 0)
        gtk_notebook_insert_page (self->notebook, tab->page, tab->label,
                                  place);
      else if (!is_shown && page >= 0)
        gtk_notebook_remove_page (self->notebook, page);
      if (is_shown)
        name_tab (tab);
      place += is_shown;
    }
  name_strip (self);
  if (before != NULL && !has_figure (self, before->type))
    gtk_notebook_set_current_page (self->notebook, 0);
  fill_menu (self);
}

static void
analysis_changed_cb (LimenSession *session, LimenFigureTabs *self)
{
  update (self);
}

static void
clear_tab (gpointer data)
{
  Tab *tab = data;

  g_clear_object (&tab->page);
  g_clear_object (&tab->label);
}

static void
limen_figure_tabs_finalize (GObject *object)
{
  LimenFigureTabs *self = LIMEN_FIGURE_TABS (object);

  g_array_unref (self->tabs);
  g_object_unref (self->menu);
  G_OBJECT_CLASS (limen_figure_tabs_parent_class)->finalize (object);
}

static void
limen_figure_tabs_class_init (LimenFigureTabsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = limen_figure_tabs_finalize;
}

static void
limen_figure_tabs_init (LimenFigureTabs *self)
{
  self->tabs = g_array_new (FALSE, FALSE, sizeof (Tab));
  g_array_set_clear_func (self->tabs, clear_tab);
  self->menu = g_menu_new ();
}

static void
add_tab (LimenFigureTabs *self, const LimenFigureType *type, GtkWidget *page)
{
  GtkWidget *label = gtk_label_new (_ (type->tab));
  Tab tab = { type, g_object_ref_sink (page), g_object_ref_sink (label) };

  gtk_widget_set_tooltip_text (label, _ (type->title));
  if (gtk_notebook_page_num (self->notebook, page) >= 0)
    gtk_notebook_set_tab_label (self->notebook, page, label);
  g_array_append_val (self->tabs, tab);
}

/* Fills a notebook that already has the pages of the threshold curves and the
 * matrix. The object must not be used after the notebook is destroyed. */
LimenFigureTabs *
limen_figure_tabs_new (GtkNotebook *notebook, GtkWidget *curves,
                       GtkWidget *matrix)
{
  LimenFigureTabs *self = g_object_new (LIMEN_TYPE_FIGURE_TABS, NULL);

  self->notebook = notebook;
  for (guint i = 0; i < limen_figures_get_n (); i++)
    {
      const LimenFigureType *type = limen_figures_get (i);

      if (type->tab == NULL)
        continue;
      add_tab (self, type,
               type->shape == LIMEN_SHAPE_CURVES   ? curves
               : type->shape == LIMEN_SHAPE_MATRIX ? matrix
                              : GTK_WIDGET (limen_figure_page_new (type)));
    }
  g_signal_connect_object (notebook, "notify::page",
                           G_CALLBACK (page_changed_cb), self, 0);
  update (self);
  return self;
}

/* A menu of the figures with visible tabs, whose action is "figures.show";
 * owned by the tabs. */
GMenuModel *
limen_figure_tabs_get_menu (LimenFigureTabs *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_TABS (self), NULL);

  return G_MENU_MODEL (self->menu);
}

/* Appends the feeds of all pages, borrowed from them. */
void
limen_figure_tabs_add_feeds (LimenFigureTabs *self, GPtrArray *feeds)
{
  g_return_if_fail (LIMEN_IS_FIGURE_TABS (self));

  for (guint i = 0; i < self->tabs->len; i++)
    if (LIMEN_IS_FIGURE_PAGE (get_tab (self, i)->page))
      g_ptr_array_add (feeds, limen_figure_page_get_feed (LIMEN_FIGURE_PAGE (
                                  get_tab (self, i)->page)));
}

/* Follows a session, which must outlive the tabs; call it once. */
void
limen_figure_tabs_set_session (LimenFigureTabs *self, LimenSession *session)
{
  g_return_if_fail (LIMEN_IS_FIGURE_TABS (self));

  self->session = session;
  for (guint i = 0; i < self->tabs->len; i++)
    if (LIMEN_IS_FIGURE_PAGE (get_tab (self, i)->page))
      limen_figure_page_set_session (
          LIMEN_FIGURE_PAGE (get_tab (self, i)->page), session);
  g_signal_connect_object (session, "analysis-changed",
                           G_CALLBACK (analysis_changed_cb), self, 0);
}

/* Key of the visible figure; static. */
const char *
limen_figure_tabs_get_figure (LimenFigureTabs *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_TABS (self), NULL);

  return find_tab (self, gtk_notebook_get_current_page (self->notebook))
      ->type->key;
}

/* Shows a figure; does nothing if it has no tab. */
void
limen_figure_tabs_show_figure (LimenFigureTabs *self, const char *key)
{
  g_return_if_fail (LIMEN_IS_FIGURE_TABS (self));

  for (guint i = 0; i < self->tabs->len; i++)
    if (g_strcmp0 (get_tab (self, i)->type->key, key) == 0
        && gtk_notebook_page_num (self->notebook, get_tab (self, i)->page)
               >= 0)
      gtk_notebook_set_current_page (
          self->notebook,
          gtk_notebook_page_num (self->notebook, get_tab (self, i)->page));
}

/* Moves n_steps tabs forward, or backward if negative, wrapping around. */
void
limen_figure_tabs_step (LimenFigureTabs *self, int n_steps)
{
  int n, page;

  g_return_if_fail (LIMEN_IS_FIGURE_TABS (self));

  n = gtk_notebook_get_n_pages (self->notebook);
  page = gtk_notebook_get_current_page (self->notebook) + n_steps % n;
  gtk_notebook_set_current_page (self->notebook, (page + n) % n);
}
