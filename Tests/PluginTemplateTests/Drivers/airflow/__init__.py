"""Stands in for Airflow."""
