/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <signal.h>

#include "application.h"
#include "container.h"
#include "desktop-services.h"
#include "output.h"

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application = NULL;

  limen_container_respect_limits ();
  limen_desktop_services_prepare ();
  /* Lets a write to a pipe without a reader fail with an error instead of
   * ending the program. */
  signal (SIGPIPE, SIG_IGN);
  limen_output_prepare_program ();
  application = limen_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
