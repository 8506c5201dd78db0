#pragma once

void limen_accessible_names_complete (void);
