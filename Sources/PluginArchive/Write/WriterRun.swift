import Crypto
import Diagnostics

/// One archive being written by several threads.
///
/// Blocks are numbered through all entries. A worker takes the next number and a free slot, reads and packs the block,
/// and leaves it in the slot. Whoever finds that the block whose turn it is has arrived appends it to the
/// archive, one thread at a time. There is no thread with a duty of its own, so one thread alone does the same work as many.
final class WriterRun: @unchecked Sendable {
    private let plan: ArchivePlan
    private let level: CompressionLevel
    private let cancellation: CancellationSwitch
    private let progress: (@Sendable (ArchiveProgress) -> Void)?
    private let bytesPlanned: Int
    private let threadCount: Int
    private let slots: [WorkSlot]

    /// Guards all that follows, but for the assembler and the count of bytes done, which belong to the thread that set
    /// `isAppending`.
    private let monitor = Monitor()
    private var nextEntry = 0
    private var nextOffset = 0
    private var taken = 0
    private var appended = 0
    private var arrived: [Result<PackedBlock, any Error>?]
    private var isAppending = false
    private var failure: (any Error)?
    private var bytesDone = 0
    private var assembler: ArchiveAssembler

    init(
        plan: ArchivePlan, options: ArchiveWriter.Options, output: ArchiveOutput, cancellation: CancellationSwitch,
        progress: (@Sendable (ArchiveProgress) -> Void)?
    ) {
        self.plan = plan
        self.cancellation = cancellation
        self.progress = progress
        level = options.level
        bytesPlanned = plan.totalSize
        // A thread costs as much as a few tens of kilobytes to compress.
        let wanted = max(1, options.threads ?? WorkerThreads.sensibleCount)
        threadCount = min(wanted, 1 + bytesPlanned / (256 << 10))
        // One thread appends each block before it takes another. Several need some slack, since blocks differ.
        slots = (0..<(threadCount == 1 ? 1 : threadCount * 2 + 2)).map { _ in WorkSlot() }
        arrived = Array(repeating: nil, count: slots.count)
        assembler = ArchiveAssembler(plan: plan, options: options, output: output)
    }

    func run() throws -> ArchiveSummary {
        WorkerThreads.run(threadCount) { self.work() }
        if let failure { throw failure }
        return try assembler.finish()
    }

    private func work() {
        let packer = BlockPacker(level: level)
        monitor.lock()
        defer { monitor.unlock() }
        while failure == nil {
            if !isAppending, arrived[appended % slots.count] != nil {
                append()
            } else if let position = takeNext() {
                pack(position, with: packer)
            } else if nextEntry == plan.entries.count, taken == appended {
                return
            } else {
                monitor.wait()
            }
        }
    }

    /// The next block, if there is one and a slot for it.
    private func takeNext() -> BlockPosition? {
        guard nextEntry < plan.entries.count, taken - appended < slots.count else { return nil }
        let size = plan.entries[nextEntry].size
        let count = min(BlockDeflater.blockSize, size - nextOffset)
        let position = BlockPosition(
            entry: nextEntry, offset: nextOffset, count: count, isLast: nextOffset + count == size)
        nextOffset += count
        if position.isLast {
            nextEntry += 1
            nextOffset = 0
        }
        return position
    }

    /// Packs a block outside the lock.
    private func pack(_ position: BlockPosition, with packer: BlockPacker) {
        let index = taken % slots.count
        taken += 1
        monitor.unlock()
        let result = Result {
            try cancellation.check()
            return try packer.pack(position, of: plan.entries[position.entry], in: slots[index])
        }
        monitor.lock()
        arrived[index] = result
        if !isAppending { monitor.wakeAll() }
    }

    /// Appends the block whose turn it is, outside the lock. A failure counts when its turn comes, so that the first in
    /// order of the archive is reported, whichever thread met one first.
    private func append() {
        let index = appended % slots.count
        guard let result = arrived[index] else { return }
        isAppending = true
        monitor.unlock()
        let outcome = Result {
            let block = try result.get()
            try assembler.append(block, from: slots[index])
            bytesDone += block.position.count
            progress?(ArchiveProgress(bytesDone: bytesDone, bytesPlanned: bytesPlanned))
        }
        monitor.lock()
        if case .failure(let error) = outcome { failure = error }
        arrived[index] = nil
        appended += 1
        isAppending = false
        monitor.wakeAll()
    }
}
