/// SIGCHLD at the moment that the scheduler chooses.
///
/// The kernel sends it while the child ends, in real time. The program's handler must not run then, and no wait may be
/// interrupted: a handler of ours takes the kernel's signal and drops it. The scheduler raises it again.
#ifndef SB_CHILD_SIGNAL_H
#define SB_CHILD_SIGNAL_H

#include "real.h"

/// `sigaction` for SIGCHLD.
SB_INTERNAL int sb_child_signal_action(const struct sigaction *action, struct sigaction *old);
/// Raises it for the program's handler.
SB_INTERNAL void sb_child_signal_raise(void);
/// Whether the last signal on this thread was one that was dropped; forgets it.
SB_INTERNAL bool sb_child_signal_was_dropped(void);

#endif
