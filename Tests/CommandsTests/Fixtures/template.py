import os

os.environ["GOOGLE_CLOUD_PROJECT"] = "@@google_cloud_project@@"
os.environ["GOOGLE_APPLICATION_CREDENTIALS"] = "@@config_path@@"
