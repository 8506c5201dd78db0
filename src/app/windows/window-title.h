#pragma once

#include "dataset.h"

char *limen_window_title_describe (LimenDataset *dataset);
