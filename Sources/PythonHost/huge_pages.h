/// Huge pages for the zygote's memory, where the kernel has them.
///
/// A fork copies an entry of the page table for each page, and the end of a process takes each apart: for a few tens of megabytes
/// that takes as long as many a scenario. Of huge pages there is one entry for 512.
#ifndef HUGE_PAGES_H
#define HUGE_PAGES_H

/// Has malloc and the loaded libpython's objects use them. Before Python starts, and once.
void huge_pages_use(void);

/// When the zygote is ready: what is allocated from now on is little, and gets small pages.
void huge_pages_leave(void);

#endif
