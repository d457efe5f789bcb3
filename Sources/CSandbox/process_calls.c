/// Processes: a forked child takes part in the turn; an executed program does when the sandbox can be preloaded.
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <utmp.h>

#include "ancestry.h"
#include "broker.h"
#include "hidden.h"
#include "mock.h"
#include "program.h"
#include "scheduler.h"
#include "turn.h"

extern char **environ;

static bool may_fork(void)
{
    return ++sb_world->forks <= SB_MOST_FORKS;
}

SB_INTERPOSED pid_t fork(void)
{
    if (!sb_virtual())
        return SB_REAL(fork)();
    int slot = may_fork() ? sb_world_reserve(SB_LIVE) : -1;
    if (slot < 0) {
        errno = EAGAIN;
        return -1;
    }
    sb_before_fork();
    pid_t pid = SB_REAL(fork)();
    int error = errno;
    if (pid == 0) {
        sb_mock_after_fork();
        sb_alarm_after_fork();
        sb_after_fork_in_child((uint32_t)slot);
        return 0;
    }
    sb_after_fork_in_parent();
    if (pid < 0)
        sb_world_release((uint32_t)slot);
    else
        sb_world->processes[slot].pid = pid;
    errno = error;
    return pid;
}

/// A parent that waits for its child to execute something would keep the token: the child is an ordinary one.
SB_INTERPOSED pid_t vfork(void)
{
    return sb_virtual() ? fork() : SB_REAL(fork)();
}

/// libc's own forks past the dynamic linker.
SB_INTERPOSED int forkpty(
    int *terminal, char *name, const struct termios *settings, const struct winsize *size)
{
    if (!sb_virtual())
        return SB_REAL(forkpty)(terminal, name, settings, size);
    int own, theirs;
    if (openpty(&own, &theirs, name, settings, size) != 0)
        return -1;
    pid_t pid = fork();
    if (pid == 0) {
        close(own);
        if (login_tty(theirs) != 0)
            _exit(1);
        return 0;
    }
    close(theirs);
    if (pid < 0)
        close(own);
    else
        *terminal = own;
    return pid;
}

static void note_foreign(const char *path)
{
    char text[SB_PATH_LENGTH + 32];
    int length = snprintf(text, sizeof text, "foreign-program %s", path);
    sb_report(SB_RECORD_NOTE, text, (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
}

/// Lets the channel to the broker pass into an executed program, or no longer.
static void pass_broker(bool pass)
{
    if (sb_broker() >= 0)
        SB_REAL(fcntl)(sb_broker(), F_SETFD, pass ? 0 : FD_CLOEXEC);
}

/// What becomes of the place in the world of a process that executes the program at `path`.
static enum sb_process_state state_for(const char *path)
{
    if (access(path, X_OK) == 0 && !sb_program_takes_preload(path)) {
        note_foreign(path);
        return SB_FOREIGN;
    }
    return SB_STARTING;
}

/// Makes this process one that executes a program; `execute` returns only when it cannot.
static int become(const char *path, char *const environment[], int (*execute)(void *, char *const[]), void *context)
{
    char **own = sb_program_environment(environment, sb_slot);
    if (!own) {
        errno = ENOMEM;
        return -1;
    }
    struct sb_process *process = &sb_world->processes[sb_slot];
    process->started = sb_real_time();
    process->state = state_for(path);
    pass_broker(process->state == SB_STARTING);
    sb_turn_unsettle();
    int next = sb_world_next(sb_slot, false);
    if (next >= 0)
        sb_turn_give((uint32_t)next);
    execute(context, own);
    int error = errno;
    pass_broker(false);
    process->state = SB_LIVE;
    while (next >= 0 && !sb_turn_is_mine())
        sb_turn_await();
    free(own);
    errno = error;
    return -1;
}

struct execution {
    const char *path;
    int file;
    char *const *arguments;
};

static int execute_path(void *context, char *const environment[])
{
    const struct execution *execution = context;
    return SB_REAL(execve)(execution->path, execution->arguments, environment);
}

static int execute_file(void *context, char *const environment[])
{
    const struct execution *execution = context;
    return SB_REAL(fexecve)(execution->file, execution->arguments, environment);
}

SB_INTERPOSED int execve(const char *path, char *const arguments[], char *const environment[])
{
    if (!sb_virtual())
        return SB_REAL(execve)(path, arguments, environment);
    struct execution execution = {.path = path, .arguments = arguments};
    return become(path, environment, execute_path, &execution);
}

SB_INTERPOSED int execv(const char *path, char *const arguments[])
{
    return sb_virtual() ? execve(path, arguments, environ) : SB_REAL(execv)(path, arguments);
}

SB_INTERPOSED int execvpe(const char *name, char *const arguments[], char *const environment[])
{
    if (!sb_virtual())
        return SB_REAL(execvpe)(name, arguments, environment);
    char path[SB_PATH_LENGTH];
    if (!sb_program_find(name, path, sizeof path)) {
        errno = ENOENT;
        return -1;
    }
    return execve(path, arguments, environment);
}

SB_INTERPOSED int execvp(const char *name, char *const arguments[])
{
    return sb_virtual() ? execvpe(name, arguments, environ) : SB_REAL(execvp)(name, arguments);
}

SB_INTERPOSED int fexecve(int file, char *const arguments[], char *const environment[])
{
    if (!sb_virtual())
        return SB_REAL(fexecve)(file, arguments, environment);
    char path[32];
    snprintf(path, sizeof path, "/proc/self/fd/%d", file);
    struct execution execution = {.file = file, .arguments = arguments};
    return become(path, environment, execute_file, &execution);
}

typedef __typeof__(posix_spawn) spawn_call;

static int spawn(
    spawn_call *call, pid_t *restrict result, const char *restrict path,
    const posix_spawn_file_actions_t *restrict actions, const posix_spawnattr_t *restrict attributes,
    char *const arguments[], char *const environment[])
{
    int slot = may_fork() ? sb_world_reserve(SB_LEAVING) : -1;
    char **own = slot < 0 ? NULL : sb_program_environment(environment ? environment : environ, (uint32_t)slot);
    if (!own) {
        if (slot >= 0)
            sb_world_release((uint32_t)slot);
        return EAGAIN;
    }
    struct sb_process *process = &sb_world->processes[slot];
    process->started = sb_real_time();
    process->state = state_for(path);
    pid_t pid = 0;
    pass_broker(process->state == SB_STARTING);
    int error = call(&pid, path, actions, attributes, arguments, own);
    pass_broker(false);
    free(own);
    if (error)
        sb_world_release((uint32_t)slot);
    else
        process->pid = pid;
    if (!error && result)
        *result = pid;
    return error;
}

SB_INTERPOSED int posix_spawn(
    pid_t *restrict pid, const char *restrict path, const posix_spawn_file_actions_t *restrict actions,
    const posix_spawnattr_t *restrict attributes, char *const arguments[restrict], char *const environment[restrict])
{
    return sb_virtual() ? spawn(SB_REAL(posix_spawn), pid, path, actions, attributes, arguments, environment)
                        : SB_REAL(posix_spawn)(pid, path, actions, attributes, arguments, environment);
}

SB_INTERPOSED int posix_spawnp(
    pid_t *restrict pid, const char *restrict name, const posix_spawn_file_actions_t *restrict actions,
    const posix_spawnattr_t *restrict attributes, char *const arguments[restrict], char *const environment[restrict])
{
    if (!sb_virtual())
        return SB_REAL(posix_spawnp)(pid, name, actions, attributes, arguments, environment);
    char path[SB_PATH_LENGTH];
    if (!sb_program_find(name, path, sizeof path))
        return ENOENT;
    return spawn(SB_REAL(posix_spawn), pid, path, actions, attributes, arguments, environment);
}

/// The kernel would close the channel to the broker as well: each descriptor that is open now is named instead.
SB_INTERPOSED int posix_spawn_file_actions_addclosefrom_np(posix_spawn_file_actions_t *actions, int from)
{
    DIR *directory = sb_virtual() && sb_broker() >= 0 ? opendir("/proc/self/fd") : NULL;
    if (!directory)
        return SB_REAL(posix_spawn_file_actions_addclosefrom_np)(actions, from);
    int error = 0;
    for (struct dirent *entry; error == 0 && (entry = readdir(directory));) {
        int fd = atoi(entry->d_name);
        if (entry->d_name[0] != '.' && fd >= from && fd != dirfd(directory) && !sb_is_hidden(fd))
            error = posix_spawn_file_actions_addclose(actions, fd);
    }
    closedir(directory);
    return error;
}

SB_INTERPOSED int system(const char *command)
{
    if (!sb_virtual())
        return SB_REAL(system)(command);
    if (!command)
        return access("/bin/sh", X_OK) == 0;
    pid_t child = fork();
    if (child == 0) {
        char *const arguments[] = {"sh", "-c", (char *)command, NULL};
        execv("/bin/sh", arguments);
        _exit(127);
    }
    int status = -1;
    while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    return status;
}

SB_INTERPOSED _Noreturn void _exit(int status)
{
    if (sb_active)
        sb_turn_leave();
    SB_REAL(_exit)(status);
    __builtin_unreachable();
}

SB_INTERPOSED _Noreturn void _Exit(int status)
{
    _exit(status);
}

/// `exit` ends in a call of `_exit` inside libc. Registered first, this runs last.
static void leave_at_exit(void)
{
    if (sb_active)
        sb_turn_leave();
}

__attribute__((constructor(102))) static void register_leaving(void)
{
    atexit(leave_at_exit);
}
