import Commands

await MWAAGCP.run()
