#define _GNU_SOURCE

#include "CPagePoolDescriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

int cpagepool_socketpair(int descriptors[2])
{
    return socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, descriptors);
}

int cpagepool_packetpair(int descriptors[2])
{
    return socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, descriptors);
}

int cpagepool_pipe(int descriptors[2])
{
    if (pipe2(descriptors, O_CLOEXEC) != 0)
        return -1;
    return fcntl(descriptors[0], F_SETFL, O_NONBLOCK);
}

int cpagepool_unread(int descriptor)
{
    int count = 0;
    return ioctl(descriptor, FIONREAD, &count) == 0 ? count : 0;
}

int cpagepool_flush_output(void)
{
    // Asked first, because a flush takes locks even if there is nothing to do.
    if (__fpending(stdout) == 0)
        return 0;
    fflush(stdout);
    return 1;
}

int cpagepool_eventfd(void)
{
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

typedef union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(CPagePoolMaximumAttachments * sizeof(int))];
} Control;

int cpagepool_send_descriptors(int socket, unsigned long long number, const int *descriptors, int count)
{
    struct iovec part = {&number, sizeof number};
    Control control = {0};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control,
        .msg_controllen = CMSG_SPACE((size_t)count * sizeof(int))};
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN((size_t)count * sizeof(int));
    memcpy(CMSG_DATA(header), descriptors, (size_t)count * sizeof(int));
    ssize_t sent;
    do
        sent = sendmsg(socket, &message, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent < 0 ? -1 : 0;
}

int cpagepool_receive_descriptors(int socket, unsigned long long *number, int *descriptors, int blocking)
{
    struct iovec part = {number, sizeof *number};
    Control control = {0};
    struct msghdr message = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
    ssize_t received;
    do
        // A sender that died with packets of ours unread is reported once, before the packets that it has sent.
        received = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | (blocking ? 0 : MSG_DONTWAIT));
    while (received < 0 && (errno == EINTR || errno == ECONNRESET));
    if (received < 0)
        return -1;
    int count = 0;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
    {
        count = (int)((header->cmsg_len - CMSG_LEN(0)) / sizeof(int));
        memcpy(descriptors, CMSG_DATA(header), (size_t)count * sizeof(int));
    }
    if (received != sizeof *number || (message.msg_flags & (MSG_TRUNC | MSG_CTRUNC)) || count == 0)
    {
        for (int index = 0; index < count; index++)
            close(descriptors[index]);
        errno = EPROTO;
        return -1;
    }
    return count;
}

int cpagepool_memory_create(size_t size)
{
    int descriptor = memfd_create("pagepool", MFD_CLOEXEC | MFD_ALLOW_SEALING);
    if (descriptor >= 0 && ftruncate(descriptor, (off_t)size) != 0)
    {
        int error = errno;
        close(descriptor);
        errno = error;
        return -1;
    }
    return descriptor;
}

int cpagepool_memory_seal(int descriptor, int contents)
{
    return fcntl(
        descriptor, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL | (contents ? F_SEAL_WRITE : 0));
}

long cpagepool_memory_sealed_size(int descriptor)
{
    const int needed = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
    int seals = fcntl(descriptor, F_GET_SEALS);
    if (seals < 0 || (seals & needed) != needed)
    {
        errno = EPERM;
        return -1;
    }
    struct stat status;
    return fstat(descriptor, &status) == 0 ? (long)status.st_size : -1;
}
