/// Descriptors of the sandbox's own, which a program that closes all it can find must not hit.
#include <errno.h>
#include <sys/resource.h>

#include "hidden.h"
#include "mock.h"
#include "timer_descriptors.h"

enum { MOST_HIDDEN = 16 };
static int hidden[MOST_HIDDEN] = {[0 ... MOST_HIDDEN - 1] = -1};

/// Hidden descriptors sit here or above when the limit lets them.
enum { HIGH = 1000 };

bool sb_is_hidden(int fd)
{
    if (!sb_active || fd < 0)
        return false;
    for (size_t i = 0; i < MOST_HIDDEN; i++)
        if (hidden[i] == fd)
            return true;
    return false;
}

int sb_hide(int fd)
{
    struct rlimit limit;
    int lowest = getrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur < 2 * HIGH ? (int)limit.rlim_cur / 2 : HIGH;
    int moved = SB_REAL(fcntl)(fd, F_DUPFD_CLOEXEC, lowest);
    if (moved < 0)
        return -1;
    SB_REAL(close)(fd);
    for (size_t i = 0; i < MOST_HIDDEN; i++)
        if (hidden[i] < 0 || SB_REAL(fcntl)(hidden[i], F_GETFD) < 0 || hidden[i] == moved) {
            hidden[i] = moved;
            break;
        }
    return moved;
}

SB_INTERPOSED int close(int fd)
{
    if (sb_is_hidden(fd)) {
        errno = EBADF;
        return -1;
    }
    if (sb_virtual())
        sb_timer_descriptor_closed(fd);
    return SB_REAL(close)(fd);
}

/// The lowest hidden descriptor from `first` on, or -1.
static int next_hidden(unsigned first)
{
    int next = -1;
    for (size_t i = 0; i < MOST_HIDDEN; i++)
        if (hidden[i] >= 0 && (unsigned)hidden[i] >= first && (next < 0 || hidden[i] < next))
            next = hidden[i];
    return next;
}

/// Closes what lies between `first` and `last` and is not hidden.
static int close_visible(unsigned first, unsigned last, int flags)
{
    int next;
    while (first <= last && (next = next_hidden(first)) >= 0 && (unsigned)next <= last) {
        if ((unsigned)next > first && SB_REAL(close_range)(first, (unsigned)next - 1, flags) != 0)
            return -1;
        first = (unsigned)next + 1;
    }
    return first <= last ? SB_REAL(close_range)(first, last, flags) : 0;
}

void sb_close_others(void)
{
    close_visible(STDERR_FILENO + 1, ~0U, 0);
}

SB_INTERPOSED int close_range(unsigned first, unsigned last, int flags)
{
    return sb_active ? close_visible(first, last, flags) : SB_REAL(close_range)(first, last, flags);
}

SB_INTERPOSED void closefrom(int first)
{
    if (sb_active)
        close_visible(first < 0 ? 0 : (unsigned)first, ~0U, 0);
    else
        SB_REAL(closefrom)(first);
}

SB_INTERPOSED int dup2(int from, int to)
{
    if (sb_is_hidden(to) || sb_is_hidden(from)) {
        errno = EBADF;
        return -1;
    }
    return SB_REAL(dup2)(from, to);
}

SB_INTERPOSED int dup3(int from, int to, int flags)
{
    if (sb_is_hidden(to) || sb_is_hidden(from)) {
        errno = EBADF;
        return -1;
    }
    return SB_REAL(dup3)(from, to, flags);
}
