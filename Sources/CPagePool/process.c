#define _GNU_SOURCE

#include "CPagePool.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef P_PIDFD
#define P_PIDFD 3
#endif

typedef struct {
    const char *path;
    char *const *arguments;
    char *const *environment;
    const int *descriptors;
    int output;
    const CPagePoolLimits *limits;
    pid_t supervisor;
    int error;
} Start;

static int limit(int resource, uint64_t value)
{
    if (value == 0)
        return 0;
    struct rlimit wanted = {value, value};
    return setrlimit(resource, &wanted);
}

static void reset_signals(void)
{
    struct sigaction action = {0};
    for (int number = 1; number < NSIG; number++)
    {
        int ignored = number == SIGINT || number == SIGQUIT || number == SIGHUP || number == SIGXFSZ;
        action.sa_handler = ignored ? SIG_IGN : SIG_DFL;
        sigaction(number, &action, NULL);
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

enum { firstFree = CPagePoolChannel + CPagePoolDescriptorCount };

// Moves a descriptor above the ones that are about to be assigned.
static int above(int fd)
{
    return fcntl(fd, F_DUPFD_CLOEXEC, firstFree);
}

static int give_descriptors(volatile Start *start)
{
    int empty = open("/dev/null", O_RDONLY | O_CLOEXEC);
    int source = above(empty), output = above(start->output);
    if (empty < 0 || source < 0 || output < 0)
        return -1;
    int moved[CPagePoolDescriptorCount];
    for (int index = 0; index < CPagePoolDescriptorCount; index++)
        if ((moved[index] = above(start->descriptors[index])) < 0)
            return -1;
    for (int index = 0; index < CPagePoolDescriptorCount; index++)
        if (dup2(moved[index], CPagePoolChannel + index) < 0)
            return -1;
    if (dup2(source, 0) < 0 || dup2(output, 1) < 0 || dup2(output, 2) < 0)
        return -1;
    int status = (int)syscall(SYS_close_range, firstFree, ~0u, CLOSE_RANGE_CLOEXEC);
    // Older kernels have none; there everything of ours closes on exec all the same.
    return status != 0 && errno != ENOSYS && errno != EINVAL ? -1 : 0;
}

// Runs between vfork and exec, in the parent's memory: system calls only, and nothing of the parent's is written but
// the error. Inlined, and but for volatile, that last write would be dropped as one that nobody reads before _exit.
__attribute__((noinline)) static void become_worker(volatile Start *start)
{
    if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
        goto failed;
    // The supervisor may have died before the line above; then nobody would send the signal.
    if (getppid() != start->supervisor)
        _exit(127);

    if (give_descriptors(start) != 0)
        goto failed;

    if (limit(RLIMIT_AS, start->limits->addressSpace) != 0 || limit(RLIMIT_CPU, start->limits->cpuSeconds) != 0
        || limit(RLIMIT_NOFILE, start->limits->openFiles) != 0)
        goto failed;
    // A crash is reported by its signal; a core file of a mapped document helps nobody.
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);

    reset_signals();
    execve(start->path, start->arguments, start->environment);
failed:
    start->error = errno;
    _exit(127);
}

int cpagepool_spawn(const char *path, char *const *arguments, char *const *environment,
                    const int descriptors[4], int output, const CPagePoolLimits *limits, pid_t *pid)
{
    // Shared with the child, which writes the error; volatile keeps it in memory across vfork.
    volatile Start start = {path, arguments, environment, descriptors, output, limits, getpid(), 0};

    // No handler of this process may run in the child while it shares the memory.
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    pid_t child = vfork();
    if (child == 0)
        become_worker(&start);
    int error = child < 0 ? errno : start.error;
    pthread_sigmask(SIG_SETMASK, &before, NULL);

    if (child < 0)
    {
        errno = error;
        return -1;
    }
    int pidfd = error ? -1 : (int)syscall(SYS_pidfd_open, child, 0);
    if (pidfd < 0)
    {
        error = error ? error : errno;
        kill(child, SIGKILL);
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR)
            ;
        errno = error;
        return -1;
    }
    *pid = child;
    return pidfd;
}

int cpagepool_reap(int pidfd, int blocking, CPagePoolEnd *end)
{
    siginfo_t info = {0};
    int status;
    do
        status = waitid((idtype_t)P_PIDFD, (id_t)pidfd, &info, WEXITED | (blocking ? 0 : WNOHANG));
    while (status != 0 && errno == EINTR);
    if (status != 0)
        return -1;
    if (info.si_pid == 0)
        return 0;
    end->value = info.si_status;
    end->signaled = info.si_code != CLD_EXITED;
    return 1;
}

int cpagepool_signal(int pidfd, int signal)
{
    return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, NULL, 0);
}

int cpagepool_affinity_count(void)
{
    // The kernel refuses a mask smaller than its own, so grow until it fits.
    for (int cpus = 1024; cpus <= 1 << 20; cpus *= 2)
    {
        cpu_set_t *set = CPU_ALLOC(cpus);
        size_t size = CPU_ALLOC_SIZE(cpus);
        int status = set ? sched_getaffinity(0, size, set) : -1;
        int count = status == 0 ? CPU_COUNT_S(size, set) : 0;
        CPU_FREE(set);
        if (count > 0)
            return count;
    }
    return 1;
}
