#ifndef TREE_H
#define TREE_H

#include <signal.h>

#include "scenario.h"

/// Kills all processes of a scenario and reaps them; `info` tells how the first one ended.
///
/// A scenario's first process is the reaper of its descendants, and the host that of the first processes: a child of
/// the host that is not the first process of a scenario that goes on is left over from one that ended.
void tree_kill(const struct scenario *scenario, const struct scenario *others, siginfo_t *info);

#endif
