/// Timers that are descriptors. The kernel's own is armed only when the virtual time has come.
#include <errno.h>

#include "clock.h"
#include "scheduler.h"
#include "timer_descriptors.h"

struct timer_descriptor {
    struct sb_timer timer;
    struct timer_descriptor *next;
    int fd;
    clockid_t clock;
    sb_time interval;
    bool armed;
};

static struct timer_descriptor *descriptors;

static struct timer_descriptor *find(int fd)
{
    struct timer_descriptor *each = descriptors;
    while (each && each->fd != fd)
        each = each->next;
    return each;
}

void sb_timer_descriptor_closed(int fd)
{
    for (struct timer_descriptor **link = &descriptors; *link; link = &(*link)->next)
        if ((*link)->fd == fd) {
            struct timer_descriptor *closed = *link;
            *link = closed->next;
            sb_timer_clear(&closed->timer);
            free(closed);
            return;
        }
}

/// Makes the descriptor readable, which the kernel does when its timer has expired.
static void expire(struct sb_timer *timer)
{
    struct timer_descriptor *descriptor =
        (struct timer_descriptor *)((char *)timer - offsetof(struct timer_descriptor, timer));
    struct itimerspec at_once = {.it_value = {.tv_nsec = 1}};
    struct pollfd poll = {.fd = descriptor->fd, .events = POLLIN};
    descriptor->armed = descriptor->interval > 0;
    if (descriptor->armed)
        sb_timer_set(timer, timer->due.deadline + descriptor->interval);
    if (SB_REAL(timerfd_settime)(descriptor->fd, 0, &at_once, NULL) == 0)
        SB_REAL(poll)(&poll, 1, 1000);
}

SB_INTERPOSED int timerfd_create(clockid_t clock, int flags)
{
    int fd = SB_REAL(timerfd_create)(clock, flags);
    if (!sb_virtual() || fd < 0 || !sb_clock_is_virtual(clock))
        return fd;
    struct timer_descriptor *descriptor = calloc(1, sizeof *descriptor);
    if (!descriptor) {
        SB_REAL(close)(fd);
        errno = ENOMEM;
        return -1;
    }
    sb_timer_descriptor_closed(fd);
    descriptor->fd = fd;
    descriptor->clock = clock;
    descriptor->timer.fire = expire;
    descriptor->next = descriptors;
    descriptors = descriptor;
    return fd;
}

SB_INTERPOSED int timerfd_gettime(int fd, struct itimerspec *value)
{
    const struct timer_descriptor *descriptor = sb_virtual() ? find(fd) : NULL;
    if (!descriptor)
        return SB_REAL(timerfd_gettime)(fd, value);
    sb_time left = descriptor->armed ? descriptor->timer.due.deadline - sb_world->now : 0;
    value->it_value = sb_timespec(left > 0 ? left : 0);
    value->it_interval = sb_timespec(descriptor->interval);
    return 0;
}

SB_INTERPOSED int timerfd_settime(int fd, int flags, const struct itimerspec *value, struct itimerspec *old)
{
    struct timer_descriptor *descriptor = sb_virtual() ? find(fd) : NULL;
    if (!descriptor)
        return SB_REAL(timerfd_settime)(fd, flags, value, old);
    sb_time time = sb_time_of(&value->it_value), interval = sb_time_of(&value->it_interval);
    if (time < 0 || interval < 0) {
        errno = EINVAL;
        return -1;
    }
    if (old)
        timerfd_gettime(fd, old);
    // Forgets expirations that were not read.
    struct itimerspec none = {{0, 0}, {0, 0}};
    SB_REAL(timerfd_settime)(fd, 0, &none, NULL);
    sb_timer_clear(&descriptor->timer);
    descriptor->armed = time > 0;
    descriptor->interval = interval;
    if (descriptor->armed)
        sb_timer_set(
            &descriptor->timer,
            flags & TFD_TIMER_ABSTIME ? sb_clock_instant(descriptor->clock, time) : sb_after(time));
    return 0;
}
