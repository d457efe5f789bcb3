/// File times that do not contradict the virtual clock.
///
/// The kernel stamps files with real time. What was last changed before the scenario began keeps its times. What changed
/// since is shown with the virtual time of the change: seen when it went through `write` or `open`, else taken to be the
/// time of the first look.
#ifndef SB_FILE_TIMES_H
#define SB_FILE_TIMES_H

#include "world.h"

/// The times of a file as the kernel gave them.
struct sb_file_stamps {
    dev_t device;
    ino_t inode;
    struct timespec *accessed, *modified, *changed;
};

/// Remembers when virtual time began in real time.
SB_INTERNAL void sb_file_times_begin(void);
/// The file behind `fd` changed just now.
SB_INTERNAL void sb_file_changed(int fd);
/// Replaces the times that come from the real clock of the scenario's run.
SB_INTERNAL void sb_file_times_show(struct sb_file_stamps stamps);

#endif
