#include "huge_pages.h"

#include <limits.h>
#include <malloc.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "libpython.h"

static const size_t huge = 2UL << 20;

/// How far malloc's heap is extended at once, in bytes: what a zygote needs, and some more.
enum { HEAP_STEP = 32 << 20 };

/// By how much malloc extends a heap if it is not told otherwise, in bytes.
enum { ORDINARY_STEP = 128 << 10 };

/// Larger than what malloc has left of what it got from the kernel so far.
enum { HEAP_TRIAL = 1 << 20 };

/// What is left of the newest huge page of objects.
static char *next, *end;
static bool in_use;

/// Where malloc's heap ended when it was extended.
static char *heap_end;

static void *map(size_t size)
{
    void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    return memory == MAP_FAILED ? NULL : memory;
}

static size_t to_boundary(const char *memory)
{
    return (huge - (uintptr_t)memory % huge) % huge;
}

/// Maps one huge page, at an address where it can be one.
static char *map_huge(void)
{
    char *memory = map(2 * huge);
    if (!memory)
        return NULL;
    size_t before = to_boundary(memory);
    if (before > 0)
        munmap(memory, before);
    munmap(memory + before + huge, huge - before);
    madvise(memory + before, huge, MADV_HUGEPAGE);
    return memory + before;
}

static void *allocate_arena(void *context, size_t size)
{
    (void)context;
    if (!in_use || size > huge)
        return map(size);
    if ((size_t)(end - next) < size) {
        char *memory = map_huge();
        if (!memory)
            return NULL;
        if (end > next)
            munmap(next, (size_t)(end - next));
        next = memory;
        end = memory + huge;
    }
    char *arena = next;
    next += size;
    return arena;
}

static void free_arena(void *context, void *arena, size_t size)
{
    (void)context;
    munmap(arena, size);
}

/// What malloc has not come to yet of its heap, if that was extended here.
static char *untouched(void)
{
    // So much is not found among what was freed.
    char *memory = malloc(HEAP_TRIAL);
    free(memory);
    return memory && memory < heap_end && heap_end - memory <= 2 * (ptrdiff_t)HEAP_STEP ? memory : NULL;
}

/// Extends malloc's heap in one step, before anything of it is touched: a page that is there already stays a small one.
static void use_in_heap(void)
{
    mallopt(M_TRIM_THRESHOLD, INT_MAX);
    mallopt(M_TOP_PAD, HEAP_STEP);
    mallopt(M_MMAP_THRESHOLD, HEAP_STEP);
    char *memory = malloc(HEAP_TRIAL);
    heap_end = sbrk(0);
    free(memory);
    char *first = untouched();
    if (first) {
        first += to_boundary(first);
        if (first < heap_end)
            madvise(first, (size_t)(heap_end - first), MADV_HUGEPAGE);
    }
}

void huge_pages_use(void)
{
    in_use = true;
    use_in_heap();
    py.PyObject_SetArenaAllocator(&(PyObjectArenaAllocator){.alloc = allocate_arena, .free = free_arena});
}

void huge_pages_leave(void)
{
    in_use = false;
    // Each thread has a heap, and all of them count for the limit of a scenario's memory.
    mallopt(M_TOP_PAD, ORDINARY_STEP);
    char *first = untouched();
    if (first) {
        first += HEAP_TRIAL;
        first += to_boundary(first);
        if (first < heap_end)
            madvise(first, (size_t)(heap_end - first), MADV_NOHUGEPAGE);
    }
}
