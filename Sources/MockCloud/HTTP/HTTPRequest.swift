/// A request as it came over the wire.
package struct HTTPRequest: Sendable, Hashable {
    package var method: String
    package var target: String
    package var headers: [Header]
    package var body: [UInt8]

    /// The values of all headers called `name`, which is given in lower case.
    package func values(of name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name }.map(\.value)
    }
}
