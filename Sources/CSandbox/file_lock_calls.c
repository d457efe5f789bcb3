/// File locks. Whoever holds the lock may be a thread or process that waits for the turn: try, and wait in the scheduler.
#include <errno.h>
#include <stdarg.h>

#include "scheduler.h"

struct attempt {
    int fd;
    int operation;
    void *argument;
    int error;  ///< of the last try; 0 when the lock was got
};

static bool waits_more(int error)
{
    return error == EWOULDBLOCK || error == EACCES;
}

/// Tries `ready` until it gets the lock or fails for good; 0, or -1 with `errno`.
static int take(struct attempt *attempt, bool (*ready)(void *))
{
    struct sb_wait wait = {.what = "a file lock", .deadline = SB_NEVER, .ready = ready, .context = attempt};
    if (!ready(attempt) && sb_block(&wait) == SB_INTERRUPTED) {
        errno = EINTR;
        return -1;
    }
    errno = attempt->error;
    return attempt->error ? -1 : 0;
}

static bool try_flock(void *context)
{
    struct attempt *attempt = context;
    attempt->error = SB_REAL(flock)(attempt->fd, attempt->operation | LOCK_NB) == 0 ? 0 : errno;
    return !waits_more(attempt->error);
}

SB_INTERPOSED int flock(int fd, int operation)
{
    struct attempt attempt = {.fd = fd, .operation = operation};
    return sb_virtual() && !(operation & LOCK_NB) ? take(&attempt, try_flock) : SB_REAL(flock)(fd, operation);
}

static bool try_fcntl(void *context)
{
    struct attempt *attempt = context;
    attempt->error = SB_REAL(fcntl)(attempt->fd, attempt->operation, attempt->argument) == 0 ? 0 : errno;
    return !waits_more(attempt->error);
}

static int control(int fd, int operation, void *argument)
{
    if (sb_virtual() && (operation == F_SETLKW || operation == F_OFD_SETLKW)) {
        struct attempt attempt = {
            .fd = fd, .operation = operation == F_SETLKW ? F_SETLK : F_OFD_SETLK, .argument = argument};
        return take(&attempt, try_fcntl);
    }
    return SB_REAL(fcntl)(fd, operation, argument);
}

SB_INTERPOSED int fcntl(int fd, int operation, ...)
{
    va_list arguments;
    va_start(arguments, operation);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return control(fd, operation, argument);
}

SB_INTERPOSED int fcntl64(int fd, int operation, ...)
{
    va_list arguments;
    va_start(arguments, operation);
    void *argument = va_arg(arguments, void *);
    va_end(arguments);
    return control(fd, operation, argument);
}

struct range {
    struct attempt attempt;
    off64_t length;
};

static bool try_lockf(void *context)
{
    struct range *range = context;
    range->attempt.error = SB_REAL(lockf64)(range->attempt.fd, F_TLOCK, range->length) == 0 ? 0 : errno;
    return !waits_more(range->attempt.error);
}

SB_INTERPOSED int lockf64(int fd, int operation, off64_t length)
{
    struct range range = {.attempt = {.fd = fd}, .length = length};
    return sb_virtual() && operation == F_LOCK ? take(&range.attempt, try_lockf)
                                               : SB_REAL(lockf64)(fd, operation, length);
}

SB_INTERPOSED int lockf(int fd, int operation, off_t length)
{
    return lockf64(fd, operation, length);
}
