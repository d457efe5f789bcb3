#ifndef SB_ANCESTRY_H
#define SB_ANCESTRY_H

#include "world.h"

/// Whether `pid` descends from this process or from the scenario's first one.
SB_INTERNAL bool sb_is_own_descendant(pid_t pid);
/// Forgets a timer that the parent set: a forked child inherits no alarm.
SB_INTERNAL void sb_alarm_after_fork(void);

#endif
