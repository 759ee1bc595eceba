#define _GNU_SOURCE

#include "CPagePoolBoard.h"

#include "CPagePoolDescriptors.h"

#include <errno.h>
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// The part of the claims that counts revocations whose end the worker has not met yet.
static const uint64_t revocation = 1ull << 48;

// What one side writes does not share a cache line with what the other does.
typedef struct
{
    /// Bytes ever written, by the worker.
    _Alignas(64) _Atomic uint64_t head;
    /// Bytes ever taken, by the supervisor, which believes its own copy only.
    _Alignas(64) _Atomic uint64_t tail;
    /// Changes whenever a waiting worker gets room.
    _Atomic uint32_t drained;
    /// Whether the worker waits for room.
    _Alignas(64) _Atomic uint32_t waiting;
    /// Tasks begun, and revocations under way, during which none may be.
    _Alignas(64) _Atomic uint64_t claims;
    /// The number of the task that was begun last.
    _Atomic uint64_t task;
    _Alignas(64) _Atomic uint64_t counters[CPagePoolCounters];
    _Alignas(1024) unsigned char ring[];
} Shared;

struct CPagePoolBoard {
    Shared *shared;
    /// The bytes of the ring.
    size_t capacity;
};

enum { wantedSize = sizeof(Shared) + (128 << 10), leastSize = 4096 };

int cpagepool_board_create(void)
{
    // Memory counts as a file here, and files may be limited (RLIMIT_FSIZE): a small ring serves as well, only slower.
    struct rlimit limit;
    size_t size = wantedSize;
    if (getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < size)
        size = limit.rlim_cur;
    if (size < leastSize)
    {
        errno = EFBIG;
        return -1;
    }
    int descriptor = cpagepool_memory_create(size);
    if (descriptor >= 0 && cpagepool_memory_seal(descriptor, 0) != 0)
    {
        close(descriptor);
        return -1;
    }
    return descriptor;
}

CPagePoolBoard *cpagepool_board_map(int descriptor)
{
    struct stat status;
    if (fstat(descriptor, &status) != 0)
        return NULL;
    if (status.st_size < leastSize)
    {
        errno = EINVAL;
        return NULL;
    }
    CPagePoolBoard *board = malloc(sizeof *board);
    if (!board)
        return NULL;
    board->capacity = (size_t)status.st_size - sizeof(Shared);
    board->shared = mmap(NULL, (size_t)status.st_size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0);
    if (board->shared == MAP_FAILED)
    {
        free(board);
        return NULL;
    }
    return board;
}

void cpagepool_board_unmap(CPagePoolBoard *board)
{
    munmap(board->shared, sizeof(Shared) + board->capacity);
    free(board);
}

static void copy_in(CPagePoolBoard *board, uint64_t at, const unsigned char *bytes, size_t count)
{
    size_t start = at % board->capacity;
    size_t first = count < board->capacity - start ? count : board->capacity - start;
    memcpy(board->shared->ring + start, bytes, first);
    memcpy(board->shared->ring, bytes + first, count - first);
}

static void wait_for_room(CPagePoolBoard *board, uint64_t head, size_t wanted, int bell)
{
    for (;;)
    {
        uint32_t drained = atomic_load(&board->shared->drained);
        atomic_store(&board->shared->waiting, 1);
        if (board->capacity - (head - atomic_load(&board->shared->tail)) >= wanted)
            return;
        cpagepool_bell_ring(bell);
        syscall(SYS_futex, &board->shared->drained, FUTEX_WAIT, drained, NULL, NULL, 0);
    }
}

void cpagepool_board_put(CPagePoolBoard *board, const void *bytes, size_t count, int bell)
{
    const unsigned char *next = bytes;
    uint64_t head = atomic_load_explicit(&board->shared->head, memory_order_relaxed);
    while (count > 0)
    {
        // What does not fit at all goes in parts, so that one can be taken out while the next is put in.
        size_t piece = count <= board->capacity ? count : board->capacity / 4;
        if (board->capacity - (head - atomic_load_explicit(&board->shared->tail, memory_order_acquire)) < piece)
            wait_for_room(board, head, piece, bell);
        copy_in(board, head, next, piece);
        head += piece;
        atomic_store_explicit(&board->shared->head, head, memory_order_release);
        next += piece;
        count -= piece;
    }
}

ssize_t cpagepool_board_take(CPagePoolBoard *board, uint64_t *tail, void *into, size_t room)
{
    uint64_t available = atomic_load_explicit(&board->shared->head, memory_order_acquire) - *tail;
    if (available > board->capacity)
        return -1;
    size_t count = available < room ? available : room;
    if (count == 0)
        return 0;
    size_t start = *tail % board->capacity;
    size_t first = count < board->capacity - start ? count : board->capacity - start;
    memcpy(into, board->shared->ring + start, first);
    memcpy((unsigned char *)into + first, board->shared->ring, count - first);
    *tail += count;
    atomic_store(&board->shared->tail, *tail);
    if (atomic_exchange(&board->shared->waiting, 0))
    {
        atomic_fetch_add(&board->shared->drained, 1);
        syscall(SYS_futex, &board->shared->drained, FUTEX_WAKE, 1, NULL, NULL, 0);
    }
    return (ssize_t)count;
}

void cpagepool_board_reset(CPagePoolBoard *board, uint64_t *tail)
{
    *tail = 0;
    atomic_store(&board->shared->head, 0);
    atomic_store(&board->shared->tail, 0);
    atomic_store(&board->shared->waiting, 0);
}

void cpagepool_bell_ring(int bell)
{
    uint64_t one = 1;
    // It fails only when the bell has been rung so often that it still sounds.
    (void)!write(bell, &one, sizeof one);
}

int cpagepool_board_claim(CPagePoolBoard *board)
{
    uint64_t claims = atomic_load_explicit(&board->shared->claims, memory_order_relaxed);
    do
        if (claims >= revocation)
            return 0;
    while (!atomic_compare_exchange_weak(&board->shared->claims, &claims, claims + 1));
    return 1;
}

uint64_t cpagepool_board_revoke(CPagePoolBoard *board)
{
    return atomic_fetch_add(&board->shared->claims, revocation) & (revocation - 1);
}

void cpagepool_board_resume(CPagePoolBoard *board)
{
    atomic_fetch_sub(&board->shared->claims, revocation);
}

void cpagepool_board_begin(CPagePoolBoard *board, uint64_t task)
{
    atomic_store_explicit(&board->shared->task, task, memory_order_relaxed);
}

uint64_t cpagepool_board_task(const CPagePoolBoard *board)
{
    return atomic_load_explicit(&board->shared->task, memory_order_relaxed);
}

void cpagepool_board_count(CPagePoolBoard *board, int counter, uint64_t addend)
{
    atomic_fetch_add_explicit(&board->shared->counters[counter], addend, memory_order_relaxed);
}

uint64_t cpagepool_board_counter(const CPagePoolBoard *board, int counter)
{
    return atomic_load_explicit(&board->shared->counters[counter], memory_order_relaxed);
}

uint64_t cpagepool_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
