// What the pool needs of Linux that Swift cannot reach: a spawn that arms the death signal and the limits between
// vfork and exec, and pidfds.

#ifndef CPAGEPOOL_H
#define CPAGEPOOL_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#pragma clang assume_nonnull begin

/// The descriptor on which a worker finds its end of the channel.
enum { CPagePoolChannel = 3 };

/// What a worker may use; 0 leaves a limit as it is inherited.
typedef struct {
    /// Bytes of address space (RLIMIT_AS).
    uint64_t addressSpace;
    /// Seconds of CPU over the worker's life (RLIMIT_CPU).
    uint64_t cpuSeconds;
    /// Open descriptors (RLIMIT_NOFILE).
    uint64_t openFiles;
} CPagePoolLimits;

/// Starts a worker process.
///
/// The worker's standard input is empty, its standard output and standard error go to `output`, descriptor 3 is
/// `channel`, and nothing else is open. It is killed when the calling *thread* ends, so call this from a thread that
/// lives as long as the pool. SIGINT, SIGQUIT and SIGHUP, which a terminal sends to all its processes, are ignored in
/// the worker, and SIGXFSZ, so that a file over its limit is an error of the write; all other signals have their default
/// meaning.
///
/// @param arguments NULL-terminated, with the program's name first.
/// @param environment NULL-terminated.
/// @param pid Set to the worker's process identifier.
/// @return A pidfd to close, or -1 with errno set, also when the program could not be executed.
int cpagepool_spawn(const char *path, char *_Nullable const *_Nonnull arguments,
                    char *_Nullable const *_Nonnull environment, int channel, int output,
                    const CPagePoolLimits *limits, pid_t *pid);

/// How a process ended.
typedef struct {
    /// The exit status, or the signal's number.
    int value;
    /// Whether a signal ended it.
    int signaled;
} CPagePoolEnd;

/// Takes the status of a process that has ended.
/// @return 1 when it has ended, 0 when it has not yet, -1 with errno set when the status is lost.
int cpagepool_reap(int pidfd, int blocking, CPagePoolEnd *end);

/// Sends a signal to the very process that the pidfd was opened on.
int cpagepool_signal(int pidfd, int signal);

/// Makes a connected pair of stream sockets that close on exec.
/// @return 0, or -1 with errno set.
int cpagepool_socketpair(int descriptors[_Nonnull 2]);

/// Makes a pipe that closes on exec, read without blocking and written with.
/// @return 0, or -1 with errno set.
int cpagepool_pipe(int descriptors[_Nonnull 2]);

/// Makes an eventfd that closes on exec and does not block.
/// @return The descriptor, or -1 with errno set.
int cpagepool_eventfd(void);

/// The CPUs in this process's affinity mask.
int cpagepool_affinity_count(void);

#pragma clang assume_nonnull end

#endif
