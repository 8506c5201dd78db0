#pragma once

#include <glib.h>

typedef enum
{
  LIMEN_SEVERITY_INFO,
  LIMEN_SEVERITY_WARNING,
  LIMEN_SEVERITY_ERROR,
} LimenSeverity;

/* Something that the user should know about the numbers. */
typedef struct
{
  char *code; /* "auc-below-half": stable, for programs */
  LimenSeverity severity;
  char *message; /* what was seen, why it matters, what to do */
} LimenFinding;

/* An array of LimenFinding. */
GPtrArray *limen_findings_new (void);
void limen_findings_add (GPtrArray *self, const char *code,
                         LimenSeverity severity, const char *format, ...)
    G_GNUC_PRINTF (4, 5);

const char *limen_severity_get_name (LimenSeverity severity);
