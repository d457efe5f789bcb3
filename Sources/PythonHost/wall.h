/// The wall behind the net: a network namespace in which nothing can be reached.
#ifndef WALL_H
#define WALL_H

#include <stdbool.h>
#include <sys/types.h>

/// Moves this process, and with it all scenarios, into a network namespace of its own, and leaves a broker outside that
/// makes sockets for the sandbox. Before Python is loaded. Where the kernel does not allow it everything stays as it is.
void wall_build(void);

/// "namespace", or "open: " and the reason.
const char *wall_state(void);

/// The broker's process, or -1.
pid_t wall_broker(void);

/// In a scenario's process: hands the channel to the sandbox.
void wall_enter(void);

#endif
