/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "losses.h"

/* The texts of the options that losses depend on; NULL: not given. */
typedef struct
{
  char *numbers[LIMEN_N_LOSS_PARAMETERS]; /* NULL for lists, too */
  char *penalty, *reduction;
  GStrv class_weights, combine;
} LimenLossArguments;

void limen_loss_arguments_add_to (LimenLossArguments *arguments,
                                  GOptionGroup *group);
void limen_loss_arguments_clear (LimenLossArguments *arguments);
LimenLossOptions *limen_loss_arguments_parse (
    const LimenLossArguments *arguments, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenLossArguments,
                                  limen_loss_arguments_clear)
