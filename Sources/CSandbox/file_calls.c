/// Calls that show file times, or make the kernel stamp a file.
#include <errno.h>
#include <stdarg.h>

#include "file_times.h"
#include "scheduler.h"

/// Passes on a result, with the times replaced when there are some.
#define SHOW(result, status) \
    ((result) == 0 && sb_virtual() ? (sb_file_times_show((struct sb_file_stamps){ \
        (status)->st_dev, (status)->st_ino, &(status)->st_atim, &(status)->st_mtim, &(status)->st_ctim}), 0) : (result))

SB_INTERPOSED int stat(const char *restrict path, struct stat *restrict status)
{
    int result = SB_REAL(stat)(path, status);
    return SHOW(result, status);
}

SB_INTERPOSED int lstat(const char *restrict path, struct stat *restrict status)
{
    int result = SB_REAL(lstat)(path, status);
    return SHOW(result, status);
}

SB_INTERPOSED int fstat(int fd, struct stat *status)
{
    int result = SB_REAL(fstat)(fd, status);
    return SHOW(result, status);
}

SB_INTERPOSED int fstatat(int fd, const char *restrict path, struct stat *restrict status, int flags)
{
    int result = SB_REAL(fstatat)(fd, path, status, flags);
    return SHOW(result, status);
}

SB_INTERPOSED int stat64(const char *restrict path, struct stat64 *restrict status)
{
    int result = SB_REAL(stat64)(path, status);
    return SHOW(result, status);
}

SB_INTERPOSED int lstat64(const char *restrict path, struct stat64 *restrict status)
{
    int result = SB_REAL(lstat64)(path, status);
    return SHOW(result, status);
}

SB_INTERPOSED int fstat64(int fd, struct stat64 *status)
{
    int result = SB_REAL(fstat64)(fd, status);
    return SHOW(result, status);
}

SB_INTERPOSED int fstatat64(int fd, const char *restrict path, struct stat64 *restrict status, int flags)
{
    int result = SB_REAL(fstatat64)(fd, path, status, flags);
    return SHOW(result, status);
}

static void show_extended(struct statx *status)
{
    struct statx_timestamp *const own[] = {&status->stx_atime, &status->stx_mtime, &status->stx_ctime};
    struct timespec times[3];
    for (int i = 0; i < 3; i++)
        times[i] = (struct timespec){.tv_sec = own[i]->tv_sec, .tv_nsec = own[i]->tv_nsec};
    dev_t device = makedev(status->stx_dev_major, status->stx_dev_minor);
    sb_file_times_show((struct sb_file_stamps){device, status->stx_ino, &times[0], &times[1], &times[2]});
    for (int i = 0; i < 3; i++) {
        own[i]->tv_sec = times[i].tv_sec;
        own[i]->tv_nsec = (uint32_t)times[i].tv_nsec;
    }
}

SB_INTERPOSED int statx(
    int fd, const char *restrict path, int flags, unsigned mask, struct statx *restrict status)
{
    int result = SB_REAL(statx)(fd, path, flags, mask, status);
    if (result == 0 && sb_virtual())
        show_extended(status);
    return result;
}

/// Whether an open changes the file by itself.
static bool changes(int flags)
{
    return flags & (O_CREAT | O_TRUNC) && (flags & O_ACCMODE) != O_RDONLY;
}

static int opened(int fd, int flags)
{
    if (fd >= 0 && changes(flags) && sb_virtual())
        sb_file_changed(fd);
    return fd;
}

/// The mode that follows the flags when a file may be created.
static mode_t mode_after(int flags, va_list arguments)
{
    return flags & O_CREAT || (flags & O_TMPFILE) == O_TMPFILE ? va_arg(arguments, mode_t) : 0;
}

SB_INTERPOSED int open(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_after(flags, arguments);
    va_end(arguments);
    return opened(SB_REAL(open)(path, flags, mode), flags);
}

SB_INTERPOSED int open64(const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_after(flags, arguments);
    va_end(arguments);
    return opened(SB_REAL(open64)(path, flags, mode), flags);
}

SB_INTERPOSED int openat(int directory, const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_after(flags, arguments);
    va_end(arguments);
    return opened(SB_REAL(openat)(directory, path, flags, mode), flags);
}

SB_INTERPOSED int openat64(int directory, const char *path, int flags, ...)
{
    va_list arguments;
    va_start(arguments, flags);
    mode_t mode = mode_after(flags, arguments);
    va_end(arguments);
    return opened(SB_REAL(openat64)(directory, path, flags, mode), flags);
}
