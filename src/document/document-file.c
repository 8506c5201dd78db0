#include "document-file.h"

#include <string.h>

#include "document-html.h"
#include "document-pdf.h"
#include "report-error.h"

static gboolean
save_html (LimenDocument *self, LimenOutput *output, GError **error)
{
  g_autofree char *text = limen_document_to_html (self, error);

  return text != NULL
         && limen_output_write (output, text, strlen (text), error);
}

static const struct
{
  const char *ending;
  gboolean (*save) (LimenDocument *self, LimenOutput *output, GError **error);
} formats[] = {
  { ".pdf", limen_document_save_pdf },
  { ".html", save_html },
  { ".htm", save_html },
};

static int
find_format (const char *path)
{
  g_autofree char *name = g_ascii_strdown (path, -1);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_has_suffix (name, formats[i].ending))
      return (int) i;
  return -1;
}

/* Whether a document can be saved under this name. */
gboolean
limen_document_has_format (const char *path)
{
  return find_format (path) >= 0;
}

/* Saves the document as its name says, .pdf or .html. The file is there whole
 * or, on errors, as it was. */
gboolean
limen_document_save (LimenDocument *self, const char *path, GError **error)
{
  int format = find_format (path);
  g_autoptr (LimenOutput) output = NULL;

  if (format < 0)
    {
      g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT,
                   "%s: the name must end in .pdf or .html", path);
      return FALSE;
    }
  output = limen_output_new (path, error);
  return output != NULL && formats[format].save (self, output, error)
         && limen_output_commit (output, error);
}
