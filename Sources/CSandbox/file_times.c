#include "file_times.h"

/// How far a file's stamp may lag behind the real clock: the kernel's tick.
static const sb_time tick = 20 * SB_MILLISECOND;
/// Stamps this far ahead of the real clock were set by the program, to virtual times.
static const sb_time ahead = SB_SECOND;

static sb_time real_time_of_day(void)
{
    struct timespec time;
    SB_REAL(clock_gettime)(CLOCK_REALTIME, &time);
    return time.tv_sec * SB_SECOND + time.tv_nsec;
}

static sb_time nanoseconds(const struct timespec *time)
{
    return time->tv_sec * SB_SECOND + time->tv_nsec;
}

void sb_file_times_begin(void)
{
    sb_world->began = real_time_of_day() - tick;
}

/// Whether a stamp was made by the kernel during the scenario.
static bool is_recent(const struct timespec *time)
{
    sb_time stamp = nanoseconds(time);
    return stamp >= sb_world->began && stamp <= real_time_of_day() + ahead;
}

/// The place of a file in the table, or where it goes.
static struct sb_file_time *place_of(dev_t device, ino_t inode)
{
    uint64_t start = (device * 31 + inode) % SB_FILE_TIMES;
    for (uint64_t step = 0; step < 8; step++) {
        struct sb_file_time *place = &sb_world->file_times[(start + step) % SB_FILE_TIMES];
        if (place->inode == 0 || (place->inode == inode && place->device == device))
            return place;
    }
    return &sb_world->file_times[start];
}

static sb_time shown(dev_t device, ino_t inode, sb_time stamp, bool changed_now)
{
    struct sb_file_time *place = place_of(device, inode);
    bool known = place->inode == inode && place->device == device && place->stamp == stamp;
    if (!known || changed_now)
        *place = (struct sb_file_time){.device = device, .inode = inode, .stamp = stamp, .shown = sb_world->now};
    return place->shown;
}

void sb_file_changed(int fd)
{
    struct stat status;
    if (SB_REAL(fstat)(fd, &status) == 0 && S_ISREG(status.st_mode) && is_recent(&status.st_mtim))
        shown(status.st_dev, status.st_ino, nanoseconds(&status.st_mtim), true);
}

void sb_file_times_show(struct sb_file_stamps stamps)
{
    sb_time time = sb_world->start;
    if (is_recent(stamps.modified)) {
        time = shown(stamps.device, stamps.inode, nanoseconds(stamps.modified), false);
        *stamps.modified = (struct timespec){.tv_sec = time / SB_SECOND, .tv_nsec = time % SB_SECOND};
    }
    struct timespec *const others[] = {stamps.accessed, stamps.changed};
    for (int i = 0; i < 2; i++)
        if (is_recent(others[i]))
            *others[i] = (struct timespec){.tv_sec = time / SB_SECOND, .tv_nsec = time % SB_SECOND};
}
