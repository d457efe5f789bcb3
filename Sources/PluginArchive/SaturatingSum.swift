extension Sequence<Int> {
    /// Their sum, or `Int.max` where it is more: sizes that files and archives claim can be of any magnitude.
    func saturatingSum() -> Int {
        reduce(0) { sum, number in
            let (total, overflows) = sum.addingReportingOverflow(number)
            return overflows ? .max : total
        }
    }
}
