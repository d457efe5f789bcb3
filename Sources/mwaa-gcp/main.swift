import Commands

MWAAGCP.settleSignals()
await MWAAGCP.run()
