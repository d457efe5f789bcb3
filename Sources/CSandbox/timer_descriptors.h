#ifndef SB_TIMER_DESCRIPTORS_H
#define SB_TIMER_DESCRIPTORS_H

#include "real.h"

/// Forgets the timer behind `fd`, if there is one.
SB_INTERNAL void sb_timer_descriptor_closed(int fd);

#endif
