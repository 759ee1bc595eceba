#define _GNU_SOURCE

#include "CPagePool.h"

#include <dirent.h>
#include <errno.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

pid_t cpagepool_fork(int *pidfd)
{
    pid_t parent = getpid();
    pid_t child = fork();
    if (child == 0)
    {
        // The parent may have died before the first of these; then nobody would send the signal.
        if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent)
            _exit(127);
        return 0;
    }
    if (child < 0)
        return -1;
    // Not reaped yet, so the number cannot belong to anybody else.
    *pidfd = (int)syscall(SYS_pidfd_open, child, 0);
    if (*pidfd < 0)
    {
        int error = errno;
        kill(child, SIGKILL);
        errno = error;
        return -1;
    }
    return child;
}

int cpagepool_thread_count(void)
{
    DIR *directory = opendir("/proc/self/task");
    if (!directory)
        return -1;
    int count = 0;
    for (struct dirent *entry; (entry = readdir(directory));)
        count += entry->d_name[0] != '.';
    closedir(directory);
    return count;
}
