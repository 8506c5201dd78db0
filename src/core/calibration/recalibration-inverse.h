#pragma once

/* The log-odds that a beta map of these parameters makes of others. */
double limen_recalibration_get_beta_logit (const double *parameters,
                                           double logit);
