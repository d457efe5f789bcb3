/// `syscall`, by which libraries wait and read clocks past libc: Rust's locks are futexes.
#include <errno.h>
#include <linux/futex.h>
#include <stdarg.h>
#include <sys/syscall.h>

#include "clock.h"
#include "scheduler.h"

struct futex {
    const _Atomic uint32_t *word;
    uint32_t expected;
};

static bool has_changed(void *context)
{
    const struct futex *futex = context;
    return *futex->word != futex->expected;
}

static sb_time deadline_of(int operation, const struct timespec *timeout)
{
    if (!timeout)
        return SB_NEVER;
    sb_time time = sb_time_of(timeout);
    if ((operation & FUTEX_CMD_MASK) == FUTEX_WAIT)
        return sb_after(time);
    return sb_clock_instant(operation & FUTEX_CLOCK_REALTIME ? CLOCK_REALTIME : CLOCK_MONOTONIC, time);
}

static long fail(int error)
{
    errno = error;
    return -1;
}

static long wait_for_futex(int operation, const void *word, uint32_t expected, const struct timespec *timeout)
{
    struct futex futex = {word, expected};
    // Of a private futex each change that matters is followed by a wake; a shared one may change in another process.
    bool is_shared = !(operation & FUTEX_PRIVATE_FLAG);
    struct sb_wait wait = {
        .what = "a futex",
        .deadline = deadline_of(operation, timeout),
        .address = word,
        .ready = is_shared ? has_changed : NULL,
        .context = &futex,
    };
    if (has_changed(&futex))
        return fail(EAGAIN);
    switch (sb_block(&wait)) {
    case SB_TIMED_OUT:
        return fail(ETIMEDOUT);
    case SB_INTERRUPTED:
        return fail(EINTR);
    case SB_WOKEN:
        return 0;
    }
    return 0;
}

SB_INTERPOSED long syscall(long number, ...)
{
    long values[6];
    va_list arguments;
    va_start(arguments, number);
    for (int i = 0; i < 6; i++)
        values[i] = va_arg(arguments, long);
    va_end(arguments);
    bool is_futex = number == SYS_futex && sb_virtual();
    int command = is_futex ? (int)values[1] & FUTEX_CMD_MASK : -1;
    if (command == FUTEX_WAIT || command == FUTEX_WAIT_BITSET)
        return wait_for_futex(
            (int)values[1], (const void *)values[0], (uint32_t)values[2], (const struct timespec *)values[3]);
    if (sb_virtual() && number == SYS_clock_gettime)
        return clock_gettime((clockid_t)values[0], (struct timespec *)values[1]);
    unsigned woken = 0;
    if (command == FUTEX_WAKE || command == FUTEX_WAKE_BITSET)
        woken = sb_wake((const void *)values[0], (unsigned)values[2]);
    long result = SB_REAL(syscall)(number, values[0], values[1], values[2], values[3], values[4], values[5]);
    return result < 0 ? result : result + (long)woken;
}
