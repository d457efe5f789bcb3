SETTINGS = {"indent": 2}
