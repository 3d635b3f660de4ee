"""psycopg, a connection per question; FILE is a port of this machine."""

import psycopg
from each_line import FILE, SQL, answer


def rows() -> list[tuple[object, ...]]:
    where = f"host=127.0.0.1 port={FILE} user=reader dbname=claims sslmode=disable"
    with psycopg.connect(where, autocommit=True) as connection, connection.cursor() as cursor:
        cursor.execute(SQL)
        return cursor.fetchall()


answer(rows)
