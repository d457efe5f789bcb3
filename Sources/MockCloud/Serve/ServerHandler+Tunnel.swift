import NIOCore

extension ServerHandler {
    /// Answers CONNECT (RFC 9110, section 9.3.6) with a tunnel that ends here.
    func openTunnel(_ request: HTTPRequest, _ context: ChannelHandlerContext) {
        guard let address = Tunnel.address(request.target), let route = state.script.route(to: address) else {
            state.report(.refusedTunnel(target: request.target, time: ServerState.now))
            return say(
                Reply(
                    403, contentType: "text/plain; charset=utf-8",
                    body: .text("mwaa-gcp serve plays Google's hosts alone, and passes nothing on\n")), context)
        }
        let fault = state.faultOfTunnel(to: address, by: route)
        switch Tunnel.Opening(meeting: fault ?? .normal) {
        case .established: break
        case .silent:
            return state.report(.handshakeFailed(host: address.host, fault: fault?.name, time: ServerState.now))
        case .refused(let reply, _):
            state.report(.handshakeFailed(host: address.host, fault: fault?.name, time: ServerState.now))
            return say(reply, context)
        }
        // What came early belongs to the tunnel, and nobody sends before it is there.
        guard !hasLeftovers else { return drop("bytes came before the tunnel was there", context) }
        place = .tunnel(address, route, fault: fault?.name)
        do {
            try establish(address, route, fault?.tls ?? .honest, context)
        } catch {
            drop("TLS could not be set up", context)
        }
    }

    private func establish(
        _ address: Address, _ route: Route, _ conduct: TLSConduct, _ context: ChannelHandlerContext
    ) throws {
        let reply = context.channel.allocator.buffer(bytes: Tunnel.established)
        context.writeAndFlush(wrapOutboundOut(reply), promise: nil)
        if case .google = route {
            let pipeline = context.pipeline.syncOperations
            if conduct == .reset {
                try pipeline.addHandler(CuttingHandler(), position: .before(self))
                state.report(.handshakeFailed(host: address.host, fault: "tls-reset", time: ServerState.now))
            } else {
                try pipeline.addHandler(
                    state.identities.handler(for: address.host, conduct: conduct), position: .before(self))
            }
        }
        finish(context)
    }

    /// Where a request for the container endpoint was sent to, as its `Host` header says.
    static func address(of request: HTTPRequest) -> Address {
        let value = request.values(of: "host").first ?? ""
        return Tunnel.address(value) ?? Address(value, 80)
    }
}

/// Resets the connection at the first byte of TLS.
final class CuttingHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    func channelRead(context: ChannelHandlerContext, data: NIOAny) { context.abort() }
}
