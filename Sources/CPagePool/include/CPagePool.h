// What the pool needs of Linux that Swift cannot reach: a spawn that arms the death signal and the limits between
// vfork and exec, forks of a single-threaded server, pidfds, and memory shared with the workers.

#ifndef CPAGEPOOL_H
#define CPAGEPOOL_H

#include <CPagePoolBoard.h>
#include <CPagePoolDescriptors.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#pragma clang assume_nonnull begin

/// The descriptors on which a worker finds what connects it to the pool.
enum {
    /// A stream socket: what the supervisor sends.
    CPagePoolChannel = 3,
    /// An eventfd that wakes the supervisor.
    CPagePoolBell = 4,
    /// The memory of the board.
    CPagePoolBoardMemory = 5,
    /// A packet socket that carries descriptors.
    CPagePoolAttachments = 6,
    CPagePoolDescriptorCount = 4,
};

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
/// The worker's standard input is empty, its standard output and standard error go to `output`, descriptors 3 to 6 are
/// the ones given, and nothing else is open. It is killed when the calling *thread* ends, so call this from a thread
/// that lives as long as the pool. SIGINT, SIGQUIT and SIGHUP, which a terminal sends to all its processes, are ignored
/// in the worker, and SIGXFSZ, so that a file over its limit is an error of the write; all other signals have their
/// default meaning.
///
/// @param arguments NULL-terminated, with the program's name first.
/// @param environment NULL-terminated.
/// @param descriptors The four that become 3 to 6.
/// @param pid Set to the worker's process identifier.
/// @return A pidfd to close, or -1 with errno set, also when the program could not be executed.
int cpagepool_spawn(const char *path, char *_Nullable const *_Nonnull arguments,
                    char *_Nullable const *_Nonnull environment, const int descriptors[_Nonnull 4], int output,
                    const CPagePoolLimits *limits, pid_t *pid);

/// Forks a process that has one thread only.
///
/// The child is killed when this process ends.
///
/// @param pidfd Set in the parent to a pidfd to close.
/// @return The child's pid in the parent, 0 in the child, -1 with errno set.
pid_t cpagepool_fork(int *pidfd);

/// The threads of this process, or -1 with errno set.
int cpagepool_thread_count(void);

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

/// The CPUs in this process's affinity mask.
int cpagepool_affinity_count(void);

#pragma clang assume_nonnull end

#endif
