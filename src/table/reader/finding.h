/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Format macros for counts in messages. Thousands are separated by "," in
 * reports and exports, and as the locale has it on the screen. For guint64,
 * gsize and double. */
#define LIMEN_COUNT "\001%" G_GUINT64_FORMAT "\002"
#define LIMEN_COUNT_SIZE "\001%" G_GSIZE_FORMAT "\002"
#define LIMEN_COUNT_DOUBLE "\001%.0f\002"

/* Format macro for an alternative: `report` for reports and exports, which may
 * name options; `screen` for the window. The format arguments of both are
 * consumed. */
#define LIMEN_ENDINGS(report, screen) "\003" report "\004" screen "\005"

typedef enum
{
  LIMEN_SEVERITY_INFO,
  LIMEN_SEVERITY_WARNING,
  LIMEN_SEVERITY_ERROR,
} LimenSeverity;

/* What a finding affects. limen-cli choose prints those about thresholds
 * only. */
typedef enum
{
  LIMEN_FINDING_THRESHOLDS, /* which decision each row gets, and how certain it
                             * is */
  LIMEN_FINDING_LOSSES,     /* only losses and calibration */
  LIMEN_FINDING_READING,    /* how the file was read; limen-cli prints it as
                             * soon as it is known */
} LimenFindingTopic;

/* A diagnostic message about the data or the results. */
typedef struct
{
  char *code; /* stable identifier for programs, such as "auc-below-half" */
  LimenSeverity severity;
  LimenFindingTopic topic;
  /* What was found, why it matters, what to do. `message` is for reports and
   * exports, with "." as the decimal point; `screen_message` follows the
   * locale. */
  char *message;
  char *screen_message;
} LimenFinding;

/* Creates an empty array of LimenFinding, which owns its elements. */
GPtrArray *limen_findings_new (void);
void limen_findings_add (GPtrArray *self, const char *code,
                         LimenSeverity severity, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
void limen_findings_add_of_losses (GPtrArray *self, const char *code,
                                   LimenSeverity severity, const char *format,
                                   ...) G_GNUC_PRINTF (4, 5);
void limen_findings_add_of_reading (GPtrArray *self, const char *code,
                                    LimenSeverity severity,
                                    const char *format, ...)
    G_GNUC_PRINTF (4, 5);
void limen_findings_add_copy (GPtrArray *self, const LimenFinding *finding);

char *limen_counts_group (const char *text, const char *separator);
const char *limen_severity_get_name (LimenSeverity severity);
