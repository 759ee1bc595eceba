// Descriptors that connect processes, and descriptors that travel between them.

#ifndef CPAGEPOOL_DESCRIPTORS_H
#define CPAGEPOOL_DESCRIPTORS_H

#include <stddef.h>

#pragma clang assume_nonnull begin

/// Makes a connected pair of stream sockets that close on exec.
/// @return 0, or -1 with errno set.
int cpagepool_socketpair(int descriptors[_Nonnull 2]);

/// Makes a connected pair of packet sockets that close on exec, for attachments.
/// @return 0, or -1 with errno set.
int cpagepool_packetpair(int descriptors[_Nonnull 2]);

/// Makes a pipe that closes on exec, read without blocking and written with.
/// @return 0, or -1 with errno set.
int cpagepool_pipe(int descriptors[_Nonnull 2]);

/// The bytes in a pipe that nobody has read yet.
int cpagepool_unread(int descriptor);

/// Flushes what the C library has buffered for standard output.
/// @return Whether there was anything.
int cpagepool_flush_output(void);

/// Makes an eventfd that closes on exec and does not block.
/// @return The descriptor, or -1 with errno set.
int cpagepool_eventfd(void);

/// The most descriptors that go with one message.
enum { CPagePoolMaximumAttachments = 64 };

/// Sends descriptors as one packet, with a number that says what they belong to.
/// @return 0, or -1 with errno set.
int cpagepool_send_descriptors(int socket, unsigned long long number, const int *descriptors, int count);

/// Takes one packet of descriptors, which close on exec.
///
/// @param number Set to what they belong to.
/// @param descriptors Room for `CPagePoolMaximumAttachments`.
/// @return How many there are, or -1 with errno set; EPROTO if the packet is none of ours.
int cpagepool_receive_descriptors(int socket, unsigned long long *number, int *descriptors, int blocking);

/// Makes anonymous memory that can be mapped by whoever has the descriptor.
/// @return A descriptor that closes on exec, or -1 with errno set.
int cpagepool_memory_create(size_t size);

/// Fixes the size of such memory, and its contents too if asked.
/// @return 0, or -1 with errno set.
int cpagepool_memory_seal(int descriptor, int contents);

/// The size of memory that nobody can change any more, neither its size nor its contents.
/// @return The bytes, or -1 with errno set; EPERM if it is not sealed.
long cpagepool_memory_sealed_size(int descriptor);

#pragma clang assume_nonnull end

#endif
