#ifndef SB_AWAIT_H
#define SB_AWAIT_H

#include <stdbool.h>

#include "real.h"

/// Waits until `fd` has one of `events`, or returns at once when the descriptor does not block (or with `at_once`): then
/// libc's own call gives the answer. False with `errno` when it must not be made: EINTR, or EAGAIN at a socket's timeout.
SB_INTERNAL bool sb_await(int fd, short events, bool at_once, const char *what);

#endif
