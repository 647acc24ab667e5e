"""Identities: never the same twice, in the order of their birth, and known as UUIDs elsewhere."""

import uuid

from ltaxgis.domain.ids import new_uid, new_uids


def test_a_batch_is_unique_and_ascends() -> None:
    uids = new_uids(20_000)
    assert len(set(uids)) == 20_000
    assert uids == sorted(uids)


def test_each_is_a_uuid_of_version_seven() -> None:
    for uid in (*new_uids(100), new_uid()):
        told = uuid.UUID(hex=uid)
        assert (told.version, told.variant) == (7, uuid.RFC_4122)


def test_none_is_as_good_as_none() -> None:
    assert new_uids(0) == []
