/// Signals of the host: they arrive on a descriptor, and the scenarios' processes know nothing of that.
#ifndef SIGNALS_H
#define SIGNALS_H

#include <stdbool.h>

/// Starts from what a worker's process would find: no signal blocked, none ignored, whatever the parent did.
void signals_reset(void);
/// Has the kernel tell this process when its parent dies. Before any thread.
void signals_watch_parent(void);
/// Blocks the signals that the supervisor reads, and returns the descriptor to poll; -1 with `errno`.
int signals_open(void);
/// Reads what came; whether it means that the host is to stop.
bool signals_stop(int descriptor);
/// In a child: nothing is blocked.
void signals_restore(void);

#endif
