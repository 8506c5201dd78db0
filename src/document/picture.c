#include "picture.h"

#include <cairo-pdf.h>
#include <cairo-svg.h>

#include "output.h"
#include "report-error.h"

/* Points of PDF and SVG per pixel. */
#define POINTS_PER_PIXEL 0.75

struct _LimenPicture
{
  LimenOutput *output;
  cairo_surface_t *surface;
  cairo_t *cr;
  gboolean is_png;
  GError *error; /* of writing: cairo only knows that there was one */
};

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned length)
{
  LimenPicture *self = closure;

  if (self->error == NULL
      && limen_output_write (self->output, data, length, &self->error))
    return CAIRO_STATUS_SUCCESS;
  return CAIRO_STATUS_WRITE_ERROR;
}

static cairo_surface_t *
new_surface (LimenPicture *self, const char *name, int width, int height)
{
  double width_points = width * POINTS_PER_PIXEL;
  double height_points = height * POINTS_PER_PIXEL;

  if (g_str_has_suffix (name, ".png"))
    {
      self->is_png = TRUE;
      return cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
    }
  if (g_str_has_suffix (name, ".svg"))
    return cairo_svg_surface_create_for_stream (write_cb, self, width_points,
                                                height_points);
  if (g_str_has_suffix (name, ".pdf"))
    return cairo_pdf_surface_create_for_stream (write_cb, self, width_points,
                                                height_points);
  return NULL;
}

/* Begins a picture of so many pixels, where a PDF's or SVG's pixel is 1/96
 * inch. NULL with an error where the name does not end in .png, .svg or .pdf,
 * or the file cannot be written. */
LimenPicture *
limen_picture_new (const char *path, int width, int height, GError **error)
{
  g_autoptr (LimenPicture) self = g_new0 (LimenPicture, 1);
  g_autofree char *name = g_ascii_strdown (path, -1);

  self->surface = new_surface (self, name, width, height);
  if (self->surface == NULL)
    {
      g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT,
                   "%s: the name must end in .png, .svg or .pdf", path);
      return NULL;
    }
  self->output = limen_output_new (path, error);
  if (self->output == NULL)
    return NULL;
  self->cr = cairo_create (self->surface);
  if (!self->is_png)
    cairo_scale (self->cr, POINTS_PER_PIXEL, POINTS_PER_PIXEL);
  return g_steal_pointer (&self);
}

/* Where to draw; owned by the picture. */
cairo_t *
limen_picture_get_cairo (LimenPicture *self)
{
  return self->cr;
}

/* Puts the picture in its place. */
gboolean
limen_picture_save (LimenPicture *self, GError **error)
{
  cairo_status_t status = cairo_status (self->cr);

  if (status == CAIRO_STATUS_SUCCESS && self->is_png)
    status = cairo_surface_write_to_png_stream (self->surface, write_cb, self);
  cairo_surface_finish (self->surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (self->surface);
  if (self->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&self->error));
      return FALSE;
    }
  if (status != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_WRITE,
                   "the picture cannot be drawn: %s",
                   cairo_status_to_string (status));
      return FALSE;
    }
  return limen_output_commit (self->output, error);
}

/* Frees the picture, and drops what was not saved; NULL is nothing. */
void
limen_picture_free (LimenPicture *self)
{
  if (self == NULL)
    return;
  if (self->cr != NULL)
    cairo_destroy (self->cr);
  if (self->surface != NULL)
    {
      /* Finishing writes; what for is gone below. */
      cairo_surface_finish (self->surface);
      cairo_surface_destroy (self->surface);
    }
  limen_output_free (self->output);
  g_clear_error (&self->error);
  g_free (self);
}
