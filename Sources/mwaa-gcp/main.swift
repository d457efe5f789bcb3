import Commands

MWAAGCP.run()
