/// The sandbox that a Python process runs in: virtual time on a cooperative scheduler, and a network that is the mock.
///
/// The target defines libc's waiting, clock, network and process calls itself. Linked into an executable (or preloaded),
/// its definitions come before libc's for every library of the process, libpython and its extension modules included.
/// Until `sb_begin` they hand each call on unchanged.
#ifndef CSANDBOX_H
#define CSANDBOX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// A time or a duration in nanoseconds; times count from 1970.
typedef int64_t sb_time;

/// Why the sandbox ends a process by itself. The value is the exit status.
enum sb_ending { SB_RUNNING_ON = 0, SB_HANG = 70, SB_HORIZON = 71 };

/// What the processes of one scenario share: clock, turn and process table. Lives in a memory file.
struct sb_world;

/// A new world in a memory file (close-on-exec); -1 with `errno` when there is none to be had.
int sb_world_create(void);

/// Maps the world of `file`; null with `errno`. The caller unmaps with `sb_world_unmap`.
struct sb_world *_Nullable sb_world_map(int file);
/// Keeps a mapping from children.
void sb_world_keep(struct sb_world *_Nonnull world);
void sb_world_unmap(struct sb_world *_Nonnull world);

/// The processes of a world that run now, the one that has the turn first; returns how many were written.
size_t sb_world_processes(const struct sb_world *_Nonnull world, pid_t *_Nonnull pids, size_t capacity);

/// Makes the calling process the first one of `world`. Descendants that are executed anew find the world through `file`,
/// a descriptor of the parent's.
void sb_enter(struct sb_world *_Nonnull world, int file);

/// Says that the supervisor reads the pipe `descriptor`: a write to it takes no virtual time, however full it is.
void sb_add_outlet(int descriptor);

/// Starts virtual time and redirects the network of this process and its descendants to the mock at
/// `127.0.0.1:mock_port`. Returns null, or a static text that says why it cannot be.
///
/// With `real_time` the clock starts at `start` too, and then goes as real time does: what takes an hour takes an hour.
/// Everything else is the same, which makes the two comparable.
const char *_Nullable sb_begin(const char *_Nonnull scenario, uint16_t mock_port, sb_time start, bool real_time);

/// Whether `sb_begin` was called.
bool sb_has_begun(void);

/// The time of day: virtual after `sb_begin`.
sb_time sb_now(void);

/// Sleeps with the lowest priority: whatever else is due at the same instant comes first.
void sb_advance(sb_time duration);

/// Time that would pass `limit` ends the processes with `SB_HORIZON`.
void sb_set_horizon(sb_time limit);

/// Called in each process that the sandbox ends, on its first thread, before the process exits with `ending`.
void sb_set_end_hook(void (*_Nullable hook)(enum sb_ending ending));

/// Tells `visit` what each thread of this process waits for; `thread` is its `pthread_t`.
void sb_each_wait(
    void (*_Nonnull visit)(uint64_t thread, const char *_Nonnull text, void *_Nullable context), void *_Nullable context);

/// Keeps a descriptor of ours out of the program's reach: moves it to a high number, closes it on exec, and makes
/// `close` and its relatives pass over it. Returns the new number, or -1 with `errno`.
int sb_hide(int descriptor);

/// Closes all descriptors from 3 on but the hidden ones.
void sb_close_others(void);

/// Has the sockets of this process and its descendants made by a broker in another network namespace, which answers at
/// the other end of the `SOCK_SEQPACKET` pair that `channel`, hidden already, is one end of.
void sb_set_broker(int channel);

/// Is the broker, until the last process at the other end of the pair has gone.
void sb_broker_serve(int channel);

/// Sets the descriptor that `sb_report` writes to, hidden already.
void sb_set_report(int descriptor);

/// Writes one whole record for the supervisor: a kind byte, a length of four bytes in the machine's order, the bytes.
/// Returns false when nobody reads any more.
bool sb_report(char kind, const void *_Nonnull bytes, size_t length);

/// The kinds of record.
enum { SB_RECORD_EVENT = 'E', SB_RECORD_NOTE = 'N' };

/// The signal that asks for a dump of the Python stacks; the program cannot change what it does once it is sealed.
int sb_dump_signal(void);
void sb_seal_dump_signal(void);

/// The name of a call whose definition here is not the one that other libraries get, or null when all are.
const char *_Nullable sb_ineffective_call(void);

#endif
