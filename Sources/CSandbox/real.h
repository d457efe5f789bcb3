/// libc's own functions, behind the ones that this target defines under the same names.
///
/// `SB_CALLS` is the list of every interposed call; docs/interposed-calls.md gives the reason for each.
#ifndef SB_REAL_H
#define SB_REAL_H

#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <pty.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/select.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/time.h>
#include <sys/timerfd.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <threads.h>
#include <time.h>
#include <unistd.h>

/// Visible to the dynamic linker whatever the build's default is: this is what makes a definition interpose.
#define SB_INTERPOSED __attribute__((visibility("default")))
/// Shared by the files of this target, not with the program.
#define SB_INTERNAL __attribute__((visibility("hidden")))

// glibc's fortified forms, which no header declares unless fortification is on.
int __poll_chk(struct pollfd *fds, nfds_t count, int timeout, size_t size);
int __ppoll_chk(
    struct pollfd *fds, nfds_t count, const struct timespec *timeout, const sigset_t *mask, size_t size);
ssize_t __read_chk(int fd, void *buffer, size_t count, size_t size);
ssize_t __recv_chk(int fd, void *buffer, size_t count, size_t size, int flags);
ssize_t __recvfrom_chk(
    int fd, void *buffer, size_t count, size_t size, int flags, struct sockaddr *from, socklen_t *length);

#define SB_CLOCK_CALLS(X) \
    X(clock_gettime) X(gettimeofday) X(time) X(timespec_get) X(clock_settime) X(settimeofday)

#define SB_SLEEP_CALLS(X) \
    X(nanosleep) X(clock_nanosleep) X(usleep) X(sleep) X(thrd_sleep) X(pause) X(sched_yield)

#define SB_THREAD_CALLS(X) \
    X(pthread_create) X(pthread_join) X(pthread_timedjoin_np) X(pthread_clockjoin_np) \
    X(sem_wait) X(sem_timedwait) X(sem_clockwait) X(sem_post) \
    X(pthread_cond_wait) X(pthread_cond_timedwait) X(pthread_cond_clockwait) \
    X(pthread_cond_signal) X(pthread_cond_broadcast) \
    X(pthread_mutex_lock) X(pthread_mutex_timedlock) X(pthread_mutex_clocklock) X(pthread_mutex_unlock) \
    X(pthread_rwlock_rdlock) X(pthread_rwlock_wrlock) X(pthread_rwlock_unlock)

#define SB_WAITING_CALLS(X) \
    X(poll) X(ppoll) X(__poll_chk) X(__ppoll_chk) X(select) X(pselect) \
    X(epoll_wait) X(epoll_pwait) X(epoll_pwait2) \
    X(read) X(__read_chk) X(readv) X(recv) X(__recv_chk) X(recvfrom) X(__recvfrom_chk) X(recvmsg) X(recvmmsg) \
    X(accept) X(accept4) X(eventfd_read) \
    X(write) X(writev) X(send) X(sendto) X(sendmsg) X(sendmmsg) X(sendfile) X(sendfile64) X(splice) \
    X(flock) X(lockf) X(lockf64) X(fcntl) X(fcntl64)

#define SB_NETWORK_CALLS(X) \
    X(socket) X(connect) X(bind) X(listen) X(shutdown) X(getpeername) X(getsockname) X(getsockopt) \
    X(getaddrinfo) X(getnameinfo) X(gethostbyname) X(gethostbyname2) X(gethostbyname_r) X(gethostbyname2_r) \
    X(gethostbyaddr) X(gethostbyaddr_r)

#define SB_PROCESS_CALLS(X) \
    X(fork) X(vfork) X(forkpty) X(execve) X(execv) X(execvp) X(execvpe) X(fexecve) X(posix_spawn) X(posix_spawnp) \
    X(posix_spawn_file_actions_addclosefrom_np) X(system) \
    X(wait) X(wait3) X(wait4) X(waitpid) X(waitid) X(_exit) X(_Exit)

#define SB_SIGNAL_CALLS(X) \
    X(alarm) X(setitimer) X(getitimer) X(kill) X(killpg) X(pthread_kill) X(sigaction) X(signal) \
    X(sigwait) X(sigwaitinfo) X(sigtimedwait)

#define SB_DESCRIPTOR_CALLS(X) \
    X(close) X(close_range) X(closefrom) X(dup2) X(dup3)

#define SB_FILE_CALLS(X) \
    X(stat) X(lstat) X(fstat) X(fstatat) X(stat64) X(lstat64) X(fstat64) X(fstatat64) X(statx) \
    X(open) X(open64) X(openat) X(openat64)

#define SB_RAW_CALLS(X) \
    X(syscall)

#define SB_TIMER_CALLS(X) \
    X(timerfd_create) X(timerfd_settime) X(timerfd_gettime)

#define SB_CALLS(X) \
    SB_CLOCK_CALLS(X) SB_SLEEP_CALLS(X) SB_THREAD_CALLS(X) SB_WAITING_CALLS(X) SB_NETWORK_CALLS(X) \
    SB_PROCESS_CALLS(X) SB_SIGNAL_CALLS(X) SB_DESCRIPTOR_CALLS(X) SB_FILE_CALLS(X) SB_TIMER_CALLS(X) SB_RAW_CALLS(X)

struct sb_real {
#define X(name) __typeof__(name) *name;
    SB_CALLS(X)
#undef X
};

/// Filled by a constructor and, for whoever calls before it, by the first use of `SB_REAL`.
SB_INTERNAL extern struct sb_real sb_real;
SB_INTERNAL extern bool sb_real_loaded;
SB_INTERNAL void sb_real_load(void);

/// libc's own `name`.
#define SB_REAL(name) (sb_real_loaded ? sb_real.name : (sb_real_load(), sb_real.name))

#endif
