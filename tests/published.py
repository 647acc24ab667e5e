"""What the public may see, made up: for pages, feeds, pictures and texts."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from ltaxgis.domain.published import OfficeFace, Published, PublishedPicture

NOW = datetime(2026, 1, 15, 2, 0, tzinfo=UTC)
FACE = OfficeFace(
    name="เทศบาลตำบลท่าแสงคำ", name_en="Tha Saeng Kham", website="https://www.thasaengkham.go.th", phone="0-5300-0000",
    email="saraban@thasaengkham.go.th", address="123 หมู่ที่ 4",
)  # fmt: skip
AREA = (((98.98, 18.78), (98.995, 18.783), (98.992, 18.771), (98.984, 18.77)),)


def published(**told: Any) -> Published:
    usual: dict[str, Any] = {
        "uid": "0190-a", "slug": "news-5-2569", "product": "news", "product_th": "ข่าว", "product_en": "News",
        "number": "5/2569", "title": "ขอเชิญชวนประชาชนชำระภาษีที่ดินและสิ่งปลูกสร้าง ประจำปี 2569",
        "summary": "ชำระได้ถึงวันที่ 30 เมษายน 2569", "paragraphs": ("ชำระได้ที่กองคลัง ทุกวันทำการ เวลา 08.30–16.30 น.",),
        "published_at": NOW, "updated_at": NOW, "title_en": "Pay your tax", "paragraphs_en": ("At the hall.",),
        "tags": ("ภาษี",), "channels": ("web", "feed"),
    }  # fmt: skip
    return Published(**{**usual, **told})


def an_alert(**told: Any) -> Published:
    return published(
        uid="0190-b", slug="alert-1-2569", product="alert", product_th="แจ้งเตือนภัย", product_en="Alert", number="1/2569",
        title="น้ำป่าไหลหลากลุ่มน้ำแม่คาว", severity="severe", area=AREA, starts=NOW, ends=NOW + timedelta(days=2),
        place="หมู่ที่ 3 และ 7", **told,
    )  # fmt: skip


def an_event(**told: Any) -> Published:
    starts = NOW + timedelta(days=40)
    return published(
        uid="0190-c", slug="event-2-2569", product="event", product_th="กิจกรรม", product_en="Event", number="2/2569",
        title="รดน้ำดำหัวผู้สูงอายุ", starts=starts, ends=starts + timedelta(hours=3), place="วัดท่าแสงคำ",
        point=(98.986, 18.776), **told,
    )  # fmt: skip


def a_photo(width: int = 1600, height: int = 1200) -> PublishedPicture:
    picture = Image.new("RGB", (width, height), (90, 140, 90))
    ImageDraw.Draw(picture).rectangle((0, 0, width, height // 3), fill=(150, 190, 230))
    content = BytesIO()
    picture.save(content, "JPEG")
    return PublishedPicture("งาน.jpg", content.getvalue(), "ลานกีฬา", "พิธีเปิด")
