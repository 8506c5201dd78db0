/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "data-panel.h"

#include <glib/gi18n.h>
#include <string.h>

#include "data-facts.h"
#include "data-intervals.h"
#include "estimate-row.h"
#include "finding-box.h"
#include "help-entries.h"
#include "ranking-section.h"
#include "screen-format.h"
#include "test-heads.h"
#include "value-table.h"

struct _LimenDataPanel
{
  LimenHolder parent_instance;

  GtkWidget *like;
  GtkWidget *like_label;
  LimenValueTable *data;
  GtkWidget *diagnosis;
  GtkWidget *findings;
  GtkWidget *losses_help;
  LimenValueTable *losses;
  LimenRankingSection *ranking;
  LimenSession *session; /* borrowed from the window */
  GPtrArray *help;       /* LimenHelpEntry; NULL until needed */
  LimenDataIntervals *intervals;
};

G_DEFINE_FINAL_TYPE (LimenDataPanel, limen_data_panel, LIMEN_TYPE_HOLDER)

/* Names the file whose column choices were reused; the table shows the
 * columns. */
static void
show_reused_choices (LimenDataPanel *self, const LimenFinding *finding)
{
  LimenDataset *dataset = limen_session_get_dataset (self->session);
  g_autofree char *text
      = finding != NULL ? g_strdup_printf (_ ("Columns read as in %s"),
                                           limen_dataset_get_like (dataset))
                        : NULL;

  gtk_label_set_label (GTK_LABEL (self->like_label),
                       text != NULL ? text : "");
  gtk_widget_set_tooltip_text (self->like_label,
                               finding != NULL ? finding->screen_message
                                               : NULL);
  gtk_widget_set_visible (self->like, finding != NULL);
}

static void
update_findings (LimenDataPanel *self, LimenAnalysis *analysis)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);
  const LimenFinding *like = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->findings)) != NULL)
    gtk_box_remove (GTK_BOX (self->findings), child);
  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, "read-like"))
        like = finding;
      else
        gtk_box_append (GTK_BOX (self->findings),
                        limen_finding_box_new (finding));
    }
  gtk_widget_set_visible (self->diagnosis,
                          findings->len > (like != NULL ? 1 : 0));
  show_reused_choices (self, like);
}

/* Lets the help button open the page of the file's main loss. */
static void
set_help (LimenDataPanel *self, const char *loss)
{
  g_autofree char *key = g_strconcat ("loss/", loss, NULL);

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->losses_help), "s",
                                    key);
}

static const LimenHelpEntry *
find_help (LimenDataPanel *self, const char *key)
{
  for (guint i = 0; i < self->help->len; i++)
    {
      const LimenHelpEntry *entry = g_ptr_array_index (self->help, i);

      if (g_str_equal (entry->key, key))
        return entry;
    }
  return NULL;
}

/* The tooltip of a loss, from the help: what it shows, and its formula. The
 * sum and the weighted mean of a loss use the help entry of its plain mean. A
 * new string; NULL if the help has no entry. */
static char *
explain_loss (LimenDataPanel *self, const LimenLossValue *loss)
{
  g_autofree char *key = g_strconcat (
      "loss/",
      loss->type != NULL ? loss->type->keys[LIMEN_REDUCTION_MEAN] : loss->key,
      NULL);
  const LimenHelpEntry *entry;

  if (self->help == NULL)
    self->help = limen_help_entries_load (NULL);
  entry = self->help != NULL ? find_help (self, key) : NULL;
  return entry != NULL ? g_strjoin ("\n", entry->parts[LIMEN_HELP_SHOWS],
                                    entry->parts[LIMEN_HELP_FORMULA], NULL)
                       : NULL;
}

/* Adds a loss of the test data to the last row, if there are any; empty if
 * they have no such loss. */
static void
add_test_loss (LimenDataPanel *self, const char *key)
{
  LimenTestData *test = limen_session_get_test (self->session);
  const LimenLossValue *losses;
  g_autofree char *value = NULL;
  gsize n;

  if (test == NULL)
    return;
  losses = limen_analysis_get_losses (limen_test_data_get_test (test), &n);
  for (gsize i = 0; i < n && value == NULL; i++)
    if (g_str_equal (losses[i].key, key))
      value = limen_screen_format_value (losses[i].value, 4);
  limen_value_table_add_test (self->losses, value != NULL ? value : "");
}

static void
update_losses (LimenDataPanel *self, LimenAnalysis *analysis)
{
  gsize n;
  const LimenLossValue *losses = limen_analysis_get_losses (analysis, &n);
  LimenKind kind
      = limen_dataset_get_predictions (limen_analysis_get_dataset (analysis))
            ->kind;
  /* Translators: no losses; %s is “plain scores” or “decisions”. */
  g_autofree char *none
      = g_strdup_printf (_ ("none for %s"), _ (limen_kind_get_title (kind)));

  limen_value_table_begin (self->losses);
  if (n > 0 && limen_session_get_test (self->session) != NULL)
    limen_test_heads_add (self->losses, FALSE);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *tooltip = explain_loss (self, &losses[i]);
      g_autofree char *value = limen_screen_format_value (losses[i].value, 4);

      limen_estimate_row_add (
          self->losses, self->session, losses[i].title, value, tooltip,
          limen_loss_value_has_interval (&losses[i]),
          limen_data_intervals_get_loss (self->intervals, i));
      add_test_loss (self, losses[i].key);
    }
  if (n == 0)
    limen_value_table_add (self->losses, none, "", NULL);
  else
    set_help (self, losses[0].key);
  limen_value_table_end (self->losses);
}

static void
analysis_changed_cb (LimenSession *session, LimenDataPanel *self)
{
  LimenAnalysis *analysis = limen_session_get_analysis (session);

  update_findings (self, analysis);
  update_losses (self, analysis);
}

static void
intervals_changed_cb (LimenDataPanel *self)
{
  if (limen_session_get_analysis (self->session) != NULL)
    update_losses (self, limen_session_get_analysis (self->session));
}

static void
class_changed_cb (LimenSession *session, LimenDataPanel *self)
{
  limen_data_facts_show (self->data, session);
}

static void
test_changed_cb (LimenSession *session, LimenDataPanel *self)
{
  limen_data_facts_show (self->data, session);
  update_losses (self, limen_session_get_analysis (session));
}

static void
limen_data_panel_dispose (GObject *object)
{
  LimenDataPanel *self = LIMEN_DATA_PANEL (object);

  g_clear_pointer (&self->help, g_ptr_array_unref);
  if (self->intervals != NULL)
    g_object_run_dispose (G_OBJECT (self->intervals));
  g_clear_object (&self->intervals);
  G_OBJECT_CLASS (limen_data_panel_parent_class)->dispose (object);
}

static void
limen_data_panel_class_init (LimenDataPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = limen_data_panel_dispose;
  g_type_ensure (LIMEN_TYPE_RANKING_SECTION);
  g_type_ensure (LIMEN_TYPE_VALUE_TABLE);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/data-panel.ui");
#define BIND(name)                                                            \
  gtk_widget_class_bind_template_child (widget_class, LimenDataPanel, name)
  BIND (like);
  BIND (like_label);
  BIND (data);
  BIND (diagnosis);
  BIND (findings);
  BIND (losses_help);
  BIND (losses);
  BIND (ranking);
#undef BIND
}

static void
limen_data_panel_init (LimenDataPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows the data of a session, which must outlive the panel; call it once. */
void
limen_data_panel_set_session (LimenDataPanel *self, LimenSession *session)
{
  g_return_if_fail (LIMEN_IS_DATA_PANEL (self));

  self->session = session;
  self->intervals = limen_data_intervals_new (session);
  g_signal_connect_object (self->intervals, "changed",
                           G_CALLBACK (intervals_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "analysis-changed",
                           G_CALLBACK (analysis_changed_cb), self, 0);
  g_signal_connect_object (session, "class-changed",
                           G_CALLBACK (class_changed_cb), self, 0);
  g_signal_connect_object (session, "test-changed",
                           G_CALLBACK (test_changed_cb), self, 0);
  limen_ranking_section_set_session (self->ranking, session, self->intervals);
}
