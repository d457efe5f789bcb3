/// What the host told of one scenario.
struct Transcript: Sendable {
    /// The driver's events in order, each a JSON object.
    var events: [HostEvent] = []
    /// Remarks of the sandbox.
    var notes: [String] = []
    /// The first 64 KiB of what the processes wrote.
    var stdout: [UInt8] = []
    var stderr: [UInt8] = []
    /// Whether more was written than that.
    var isCut = false
    /// `faulthandler`'s text, after a crash or at the limit of real time.
    var stacks = ""
    var end = ScenarioEnd.hostLost
}
