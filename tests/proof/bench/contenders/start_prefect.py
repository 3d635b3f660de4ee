"""The same as Prefect begins it by itself where no API is configured."""

if __name__ == "__main__":
    import great_expectations  # noqa: F401
    import prefect.flows  # noqa: F401
    from prefect.client.orchestration import get_client

    with get_client(sync_client=True) as client:
        client.hello()
