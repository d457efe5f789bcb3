#include "world.h"

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>

struct sb_world *sb_world;
uint32_t sb_slot;
bool sb_active;

int sb_world_create(void)
{
    int file = memfd_create("mwaa-gcp-world", MFD_CLOEXEC);
    if (file >= 0 && ftruncate(file, sizeof(struct sb_world)) != 0) {
        int error = errno;
        SB_REAL(close)(file);
        errno = error;
        return -1;
    }
    return file;
}

struct sb_world *sb_world_map(int file)
{
    void *memory = mmap(NULL, sizeof(struct sb_world), PROT_READ | PROT_WRITE, MAP_SHARED, file, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

void sb_world_keep(struct sb_world *world)
{
    madvise(world, sizeof *world, MADV_DONTFORK);
}

void sb_world_unmap(struct sb_world *world)
{
    munmap(world, sizeof *world);
}

size_t sb_world_processes(const struct sb_world *world, pid_t *pids, size_t capacity)
{
    size_t count = 0;
    uint32_t first = world->turn % SB_PROCESSES;
    for (uint32_t i = 0; i < SB_PROCESSES && count < capacity; i++) {
        const struct sb_process *process = &world->processes[(first + i) % SB_PROCESSES];
        if (process->state == SB_LIVE && process->pid > 0)
            pids[count++] = process->pid;
    }
    return count;
}

bool sb_due_before(const struct sb_due *left, const struct sb_due *right)
{
    if (left->deadline != right->deadline)
        return left->deadline < right->deadline;
    if (left->priority != right->priority)
        return left->priority < right->priority;
    return left->order < right->order;
}

int sb_world_reserve(enum sb_process_state state)
{
    for (int slot = 0; slot < SB_PROCESSES; slot++) {
        struct sb_process *process = &sb_world->processes[slot];
        int expected = SB_FREE;
        if (!atomic_compare_exchange_strong(&process->state, &expected, SB_LEAVING))
            continue;
        process->pid = 0;
        process->settled = 0;
        process->granted = false;
        process->signals = 0;
        process->started = 0;
        process->parent = sb_slot;
        process->watches_children = sb_world->processes[sb_slot].watches_children;
        process->state = state;
        sb_world->population++;
        return slot;
    }
    return -1;
}

void sb_world_release(uint32_t slot)
{
    if (atomic_exchange(&sb_world->processes[slot].state, SB_FREE) != SB_FREE)
        sb_world->population--;
}

int sb_world_find(pid_t pid)
{
    for (int slot = 0; slot < SB_PROCESSES; slot++)
        if (sb_world->processes[slot].state != SB_FREE && sb_world->processes[slot].pid == pid)
            return slot;
    return -1;
}

bool sb_process_is_dead(pid_t pid)
{
    int descriptor = (int)SB_REAL(syscall)(SYS_pidfd_open, pid, 0);
    if (descriptor < 0)
        return errno == ESRCH;
    struct pollfd poll = {.fd = descriptor, .events = POLLIN};
    bool dead = SB_REAL(poll)(&poll, 1, 0) == 1;
    SB_REAL(close)(descriptor);
    return dead;
}

int sb_world_next(uint32_t slot, bool unsettled)
{
    for (uint32_t i = 1; i < SB_PROCESSES; i++) {
        uint32_t other = (slot + i) % SB_PROCESSES;
        const struct sb_process *process = &sb_world->processes[other];
        if (process->state == SB_LIVE && !(unsettled && process->settled == sb_world->progress))
            return (int)other;
    }
    return -1;
}

int sb_world_last_live(void)
{
    for (int slot = SB_PROCESSES - 1; slot >= 0; slot--)
        if (sb_world->processes[slot].state == SB_LIVE)
            return slot;
    return -1;
}

bool sb_is_outlet(ino_t inode)
{
    for (size_t i = 0; i < SB_OUTLETS; i++)
        if (sb_world->outlets[i] == inode)
            return true;
    return false;
}

void sb_add_outlet(int descriptor)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return;
    for (size_t i = 0; i < SB_OUTLETS; i++)
        if (sb_world->outlets[i] == 0) {
            sb_world->outlets[i] = status.st_ino;
            return;
        }
}
