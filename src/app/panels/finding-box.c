/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding-box.h"

#include <glib/gi18n.h>

/* Remedies for findings, each a button; some findings have several. */
static const struct
{
  const char *code;
  const char *label;
  const char *action;
} remedies[] = {
  { "auc-below-half", N_ ("Swap the Positive Class"), "win.swap-positive" },
  { "auc-below-half", N_ ("Reverse"), "win.reverse-scores" },
  { "reversed", N_ ("Reverse"), "win.reverse-scores" },
  { "positive-by-name", N_ ("Swap the Positive Class"), "win.swap-positive" },
  { "positive-guessed", N_ ("Swap the Positive Class"), "win.swap-positive" },
  { "badly-calibrated", N_ ("Recalibrate\342\200\246"), "win.recalibrate" },
  { "clamped-rows", N_ ("Recalibrate\342\200\246"), "win.recalibrate" },
  { "constant-scores", N_ ("Choose Columns\342\200\246"), "win.columns" },
  { "columns-guessed", N_ ("Choose Columns\342\200\246"), "win.columns" },
  { "decisions-only", N_ ("Choose Columns\342\200\246"), "win.columns" },
  { "not-read-like", N_ ("Choose Columns\342\200\246"), "win.columns" },
  { "few-outside", N_ ("Choose Columns\342\200\246"), "win.columns" },
  { "labels-matched-by-id", N_ ("Match Rows Differently\342\200\246"),
    "win.match-labels" },
  { "rows-unmatched", N_ ("Match Rows Differently\342\200\246"),
    "win.match-labels" },
  { "kind-guessed", N_ ("Treat as Logits"), "win.treat-as::logit" },
  { "sigmoid-twice", N_ ("Undo the Sigmoid"), "win.undo-scores::sigmoid" },
  { "softmax-twice", N_ ("Undo the Softmax"), "win.undo-scores::softmax" },
  { "percentages", N_ ("Divide by 100"), "win.undo-scores::percent" },
  { "undone", N_ ("Use Scores Unchanged"), "win.undo-scores::none" },
  { "probabilities-as-logits", N_ ("Treat as Probabilities"),
    "win.treat-as::probability" },
  { "log-probabilities", N_ ("Treat as Log-Probabilities"),
    "win.treat-as::log-probability" },
};

static void
append_remedies (GtkBox *box, const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (remedies); i++)
    if (g_str_equal (remedies[i].code, code))
      {
        GtkWidget *button = gtk_button_new_with_label (_ (remedies[i].label));

        gtk_actionable_set_detailed_action_name (GTK_ACTIONABLE (button),
                                                 remedies[i].action);
        gtk_widget_set_halign (button, GTK_ALIGN_START);
        gtk_widget_add_css_class (button, "remedy");
        gtk_box_append (box, button);
      }
}

/* A new box (floating reference) with the window's form of a finding's message
 * and a button for each of its remedies. Copies what it shows. */
GtkWidget *
limen_finding_box_new (const LimenFinding *finding)
{
  static const char *const css_classes[] = { "info", "warning", "error" };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *label = gtk_label_new (finding->screen_message);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (box), label);
  append_remedies (GTK_BOX (box), finding->code);
  gtk_widget_add_css_class (box, "finding");
  gtk_widget_add_css_class (box, css_classes[finding->severity]);
  return box;
}
