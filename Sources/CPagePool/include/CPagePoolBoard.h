// The memory that a worker shares with its supervisor.
//
// Replies go through a ring in it, so that what a worker has finished is there for the supervisor also when the worker
// is killed in the next moment. Its size is sealed: no worker can pull it away from under the supervisor.

#ifndef CPAGEPOOL_BOARD_H
#define CPAGEPOOL_BOARD_H

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#pragma clang assume_nonnull begin

typedef struct CPagePoolBoard CPagePoolBoard;

/// The numbers that a worker may count up for others to see.
enum { CPagePoolCounters = 16 };

/// Makes the memory of a board.
/// @return A descriptor to close, or -1 with errno set.
int cpagepool_board_create(void);

/// Maps a board.
/// @return The board, to be unmapped, or NULL with errno set.
CPagePoolBoard *_Nullable cpagepool_board_map(int descriptor);

void cpagepool_board_unmap(CPagePoolBoard *board);

// MARK: - The ring

/// Appends bytes, and waits for room if there is too little.
///
/// Bytes that fit the ring at all become visible together.
///
/// @param bell The eventfd that is rung to get room.
void cpagepool_board_put(CPagePoolBoard *board, const void *bytes, size_t count, int bell);

/// Takes bytes out of the ring.
///
/// @param tail Where the reader is; kept by the reader, because the worker could change what is in the board.
/// @return How many were taken, 0 if there are none, -1 if the board makes no sense.
ssize_t cpagepool_board_take(CPagePoolBoard *board, uint64_t *tail, void *into, size_t capacity);

/// Empties the ring, while nobody writes.
void cpagepool_board_reset(CPagePoolBoard *board, uint64_t *tail);

/// Wakes the reader.
void cpagepool_bell_ring(int bell);

// MARK: - Claims

/// Claims the next task that was handed over, before it is begun.
/// @return 1, or 0 if the supervisor has taken back what was not begun.
int cpagepool_board_claim(CPagePoolBoard *board);

/// Takes back all tasks that were handed over and not begun.
/// @return How many were claimed since the board was made.
uint64_t cpagepool_board_revoke(CPagePoolBoard *board);

/// Ends a revocation; the worker calls it where it meets its end among the tasks.
void cpagepool_board_resume(CPagePoolBoard *board);

/// Notes the number of the task that begins.
void cpagepool_board_begin(CPagePoolBoard *board, uint64_t task);

/// The number of the task that was begun last.
uint64_t cpagepool_board_task(const CPagePoolBoard *board);

// MARK: - Counters

void cpagepool_board_count(CPagePoolBoard *board, int counter, uint64_t addend);
uint64_t cpagepool_board_counter(const CPagePoolBoard *board, int counter);

/// Nanoseconds of the system's steady clock.
uint64_t cpagepool_now(void);

#pragma clang assume_nonnull end

#endif
