/// The host's main loop: takes scenarios from the tool and watches those that run.
#ifndef SUPERVISOR_H
#define SUPERVISOR_H

#include "frames.h"

/// Runs until the tool has nothing more to say: then exits the process, with no scenario left. Returns in the first
/// process of each scenario, with the frame that started it.
void supervisor_run(struct frame *started);

#endif
