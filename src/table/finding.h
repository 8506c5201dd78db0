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

LimenFinding *limen_finding_new (const char *code, LimenSeverity severity,
                                 const char *format, ...) G_GNUC_PRINTF (3, 4);
void limen_finding_free (LimenFinding *self);
const char *limen_severity_get_name (LimenSeverity severity);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenFinding, limen_finding_free)
