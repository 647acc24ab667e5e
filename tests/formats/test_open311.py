"""Open311 files: read with suspicion, written so that they read the same."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ltaxgis.domain.errors import Refused
from ltaxgis.domain.open311 import Service, ServiceRequest
from ltaxgis.formats.open311 import DEEPEST, read_requests, read_services, write_requests, write_services

TWO = """<?xml version="1.0" encoding="utf-8"?>
<service_requests>
  <request>
    <service_request_id>638344</service_request_id>
    <status>closed</status>
    <status_notes>ซ่อมแล้ว &amp; ตรวจแล้ว</status_notes>
    <service_code>light</service_code>
    <lat>18.72</lat><long>98.93</long>
  </request>
  <request><service_request_id>638349</service_request_id><status>open</status></request>
</service_requests>
"""
SECRET = "ห้ามอ่านแฟ้มนี้"
plain = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=40).map(str.strip)
numbers = st.floats(-90, 90, allow_nan=False).map(repr)
names = st.sampled_from(["state", "kind", "until", "stars"])
requests = st.lists(
    st.builds(
        ServiceRequest, service_request_id=plain, status=st.sampled_from(["open", "closed"]), status_notes=plain,
        description=plain, service_notice=plain, address=plain, lat=numbers, long=numbers,
        extended=st.dictionaries(names, plain.filter(bool), max_size=3),
    ), max_size=4,
)  # fmt: skip


def code_of(content: str | bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_requests(content if isinstance(content, bytes) else content.encode(), "แฟ้ม.xml")
    return refused.value.code


def test_xml_is_read_with_its_lines() -> None:
    first, second = read_requests(TWO.encode(), "a.xml")

    assert (first.service_request_id, first.status, first.lat, first.line) == ("638344", "closed", "18.72", 3)
    assert first.status_notes == "ซ่อมแล้ว & ตรวจแล้ว"
    assert (second.service_request_id, second.line) == ("638349", 10)


def test_json_is_read_bare_or_wrapped_with_numbers_as_text() -> None:
    entries = [{"service_request_id": 7, "status": "open", "lat": 18.5, "long": None, "description": "ก"}]

    for told in (entries, {"service_requests": entries}, entries[0]):
        (one,) = read_requests(json.dumps(told).encode("utf-8-sig"), "a.json")
        assert (one.service_request_id, one.lat, one.long, one.description) == ("7", "18.5", "", "ก")


@pytest.mark.parametrize("part", [0.2, 0.5, 0.9])
def test_a_file_cut_in_half_is_refused_whole(part: float) -> None:
    as_json = json.dumps([{"service_request_id": str(n), "status": "open"} for n in range(9)])

    assert code_of(TWO.encode()[: int(len(TWO.encode()) * part)]) == "open311.damaged"
    assert code_of(as_json[: int(len(as_json) * part)]) == "open311.damaged"


def test_entities_and_document_types_are_refused_and_nothing_is_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "ลับ.txt"
    secret.write_text(SECRET, encoding="utf-8")
    body = "<service_requests><request><description>&x;</description></request></service_requests>"
    laughs = "".join(f'<!ENTITY x{n} "{f"&x{n - 1};" * 10}">' for n in range(1, 10))

    for declared in (
        f'<!DOCTYPE r [<!ENTITY x SYSTEM "{secret.as_uri()}">]>',
        '<!DOCTYPE r SYSTEM "http://localhost/x.dtd">',
        f'<!DOCTYPE r [<!ENTITY x0 "ha">{laughs}<!ENTITY x "&x9;">]>',
    ):
        assert code_of(f'<?xml version="1.0"?>{declared}{body}') == "open311.forbidden"


def test_what_is_no_list_of_requests_says_what_it_is() -> None:
    assert code_of('[{"service_code": "light", "service_name": "ไฟ", "description": "ก"}]') == "open311.services"
    assert code_of("<services><service><service_code>light</service_code></service></services>") == "open311.services"
    assert code_of('{"error": "no key"}') == "open311.other"
    assert code_of("[1, 2]") == "open311.other"
    assert code_of("<html><body>404</body></html>") == "open311.other"


def test_depth_does_not_exhaust_the_program() -> None:
    assert code_of("<a>" * 10_000) == "open311.damaged"
    assert (
        code_of("<service_requests>" + "<a>" * DEEPEST + "</a>" * DEEPEST + "</service_requests>") == "open311.damaged"
    )
    assert code_of("[" * 200_000) == "open311.damaged"


@pytest.mark.parametrize("suffix", [".json", ".xml"])
def test_what_is_written_reads_the_same(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"คำร้อง (1){suffix}"

    @given(requests)
    def law(told: list[ServiceRequest]) -> None:
        write_requests(path, told)
        assert read_requests(path.read_bytes(), path.name) == told

    law()


@pytest.mark.parametrize("suffix", [".json", ".xml"])
def test_services_are_written_and_read(suffix: str, tmp_path: Path) -> None:
    told = [Service("light", "ไฟฟ้า", "Street light", False, "batch", ("ไฟ", "โคม"), "road"), Service("other", "อื่น ๆ")]
    path = tmp_path / f"services{suffix}"

    write_services(path, told)

    assert read_services(path.read_bytes(), path.name) == told


def test_control_characters_do_not_break_the_xml(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    write_requests(path, [ServiceRequest("1", description="ก\x00ข\x0b<&>")])

    assert read_requests(path.read_bytes(), "a.xml")[0].description == "กข<&>"


def test_an_ending_nobody_knows_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused) as refused:
        write_requests(tmp_path / "a.yaml", [])
    assert refused.value.code == "file.kind_unknown"
    assert list(tmp_path.iterdir()) == []
