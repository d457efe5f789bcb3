#ifndef SB_HIDDEN_H
#define SB_HIDDEN_H

#include "real.h"

/// Whether `fd` is one of the sandbox's own (see `sb_hide`).
SB_INTERNAL bool sb_is_hidden(int fd);

#endif
