/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "document-file.h"

#include <string.h>

#include "document-html.h"
#include "document-pdf.h"
#include "fonts.h"
#include "names.h"

static gboolean
save_html (LimenDocument *self, LimenOutput *output, GError **error)
{
  g_autofree char *text = limen_document_to_html (self, error);

  return text != NULL
         && limen_output_write (output, text, strlen (text), error);
}

static const struct
{
  const char *name;
  gboolean (*save) (LimenDocument *self, LimenOutput *output, GError **error);
} formats[] = {
  { "pdf", limen_document_save_pdf },
  { "html", save_html },
};

static const char *const names[] = { "pdf", "html", NULL };

/* Whether a document format of this name exists, such as "pdf". */
gboolean
limen_document_has_format (const char *name)
{
  return LIMEN_NAMES_FIND (formats, name) >= 0;
}

/* Saves the document in the format of the file name's extension, .pdf or
 * .html. FALSE with an error on failure, which leaves an existing file
 * unchanged. */
gboolean
limen_document_save (LimenDocument *self, const char *path, GError **error)
{
  return limen_document_save_as (self, path, NULL, error);
}

/* Saves the document as "pdf" or "html"; format NULL: by the file name's
 * extension. FALSE with an error, also if no usable font is installed; an
 * existing file is then unchanged. */
gboolean
limen_document_save_as (LimenDocument *self, const char *path,
                        const char *format, GError **error)
{
  g_autoptr (LimenOutput) output = NULL;

  format = limen_output_find_format (path, format, names, NULL, error);
  if (format == NULL || !limen_fonts_check (error))
    return FALSE;
  output = limen_output_new (path, error);
  return output != NULL
         && (!g_str_equal (format, "pdf")
             || limen_output_refuse_terminal (output, error))
         && formats[LIMEN_NAMES_FIND (formats, format)].save (self, output, error)
         && limen_output_commit (output, error);
}
