#ifndef SB_BROKER_H
#define SB_BROKER_H

#include "CSandbox.h"
#include "real.h"

/// A socket that can reach the mock; -1 with `errno`.
SB_INTERNAL int sb_socket(int family, int type, int protocol);
/// The channel to the broker, or -1.
SB_INTERNAL int sb_broker(void);

#endif
