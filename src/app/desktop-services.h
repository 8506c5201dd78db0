#pragma once

void limen_desktop_services_prepare (void);
