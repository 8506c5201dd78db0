#include "application.h"
#include "desktop-services.h"

int
main (int argc, char **argv)
{
  g_autoptr (GtkApplication) application = NULL;

  limen_desktop_services_prepare ();
  application = limen_application_new ();
  return g_application_run (G_APPLICATION (application), argc, argv);
}
