GOOGLE_CLOUD_PROJECT = "my-project"
