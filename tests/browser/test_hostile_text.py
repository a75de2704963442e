"""What people type is shown as they typed it, wherever it appears again, and does nothing else.

One visitor types the same text into every field there is and hands it in; then every page, tooltip and file is
looked at. A field that no story here hands in fails the test of its page.
"""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
import sqlalchemy as sa
from icalendar import Calendar
from playwright.sync_api import Browser, Page, ViewportSize, expect

from actions.data.import_file import import_file, save_draft
from core.clock import now
from core.settings import PROVINCES
from core.viewer import everyone
from store.database import open_engine, writing
from store.tables import units
from tests.browser.reading import idle, visit
from tests.conftest import clock
from tests.samples import sample_of
from tests.serving import EVERY_PAGE, ROOT, Server, served

HOSTILE = (
    "=1+1 <img src=x onerror=alert(1)> [x](javascript:alert(1)) $\\LaTeX$ :material/home: <script>alert(1)</script>"
)
LONG = "x" * 10_000
FILE = HOSTILE.replace("/", "∕") + ".pdf"  # a file's name has no slash
PHONE, WALL = ViewportSize(width=390, height=844), ViewportSize(width=1366, height=768)
MONTH = f"{dt.datetime.now(tz=dt.UTC) + dt.timedelta(days=30):%Y-%m}"
COHORT, MEETING = "NTD-2026-02", "PH-2026-001"
SHOWN = (
    "/",
    "/nhiem-vu?status=open",
    "/nhiem-vu?view=board",
    "/nhiem-vu?view=deadlines",
    "/nhiem-vu?view=month&month={month}",
    "/nhiem-vu?view=clarity",
    "/nhiem-vu-chi-tiet?task={task}",
    f"/nhom-theo-doi?cohort={COHORT}",
    f"/phien-hop?meeting={MEETING}",
    "/don-vi-cua-toi?unit=SYT&period=2026-10",
    "/cong-bo?period=2026-10",
    "/don-vi?unit=SNV",
    "/xep-hang?kind=department",
    "/cam-ket?commitment={commitment}",
    "/chi-so",
    "/cong-bo?period=2026-09",
    "/kiem-tra-bat-thuong?period=2025-11",
    "/tinh-trong-ca-nuoc?ky=2025",
    "/don-vi-hanh-chinh",
    "/thiet-lap",
    "/tai-khoan",
    "/nguon-goc?unit=STP&period=2026-09&count=received_online",
)
"""Where it appears again."""
LOOKED_AT = (*SHOWN, *(path for path in EVERY_PAGE if path not in SHOWN and path != "/cong-bo"))
TAKEN_ALONG = (
    "/nhiem-vu",
    "/cam-ket",
    "/chi-so",
    "/xep-hang?kind=department",
    "/diem?kind=department",
    "/don-vi-hanh-chinh",
    "/nhap-so-lieu",
)
TOO_LONG = (
    ("/nhom-theo-doi", "cohort_name", "define_cohort_now"),
    ("/cam-ket", "sign_leader", "sign_now"),
    ("/kiem-tra-bat-thuong?period=2025-11", "flag_text", "explain_now"),
    ("/chi-so", "criterion_text", "add_criterion"),
)

_FIELDS = "[data-testid=stMain] :is([data-testid=stTextInput] input, [data-testid=stTextArea] textarea)"
_KEYS = f"""() => [...document.querySelectorAll("{_FIELDS}")].map(
  (field) => [...field.closest('[class*=st-key-]').classList].find((name) => name.startsWith('st-key-')))"""
_OPEN = """() => document.querySelectorAll('[data-testid=stMain] details:not([open]) > summary')
  .forEach((summary) => summary.click())"""
_HARM = """() => {
  const found = (selector) => [...document.querySelectorAll(selector)].map((e) => e.outerHTML.slice(0, 200));
  const main = document.querySelector('[data-testid=stMain]');
  return [
    ...found('[onerror], img[src=x], [data-testid=stMain] script, .katex, [data-testid=stException]'),
    ...found('a[href^="javascript:" i], [aria-label="home icon"]'),
    ...[...document.querySelectorAll('[data-testid=stIconMaterial]')]
      .map((icon) => icon.innerText).filter((name) => name === 'home'),
    ...(document.documentElement.scrollWidth > innerWidth || main.scrollWidth > main.clientWidth ? ['sideways'] : []),
    ...(/Traceback|\\(most recent call last\\)/.test(main.innerText) ? ['traceback'] : []),
  ];
}"""


@dataclass
class Typist:
    """A visitor who types `HOSTILE` everywhere, and which fields that were."""

    page: Page
    filled: set[str] = field(default_factory=set)
    dialogs: list[str] = field(default_factory=list)
    commitment: str = ""
    task: str = ""
    long_task: str = ""

    def __post_init__(self) -> None:
        self.page.on("dialog", lambda dialog: (self.dialogs.append(dialog.message), dialog.dismiss()))

    def open(self, path: str) -> None:
        visit(self.page, path)
        self.unfold()

    def unfold(self) -> None:
        self.page.evaluate(_OPEN)
        self.page.wait_for_timeout(200)

    def fill(self, *stems: str, text: str = HOSTILE) -> None:
        """Every field there is whose key begins so."""
        for key in self.page.evaluate(_KEYS):
            if stem(key) in stems or not stems:
                where = self.page.locator(f".{key} :is(input, textarea)").first
                where.fill(text)
                where.blur()
                self.filled.add(stem(key))
        idle(self.page)

    def looked(self) -> None:
        """Nothing was made of the text here."""
        assert self.page.evaluate(_HARM) == [], self.page.url
        assert self.dialogs == []

    def press(self, key: str) -> None:
        self.page.locator(f"[class*='st-key-{key}'] button").first.click()
        self.page.wait_for_timeout(300)
        idle(self.page)
        self.looked()

    def choose(self, key: str, *options: str) -> None:
        """The first option with each of these texts in it."""
        for text in options:
            self.page.locator(f".st-key-{key} input").first.click()
            self.page.keyboard.type(text)
            self.page.get_by_role("option").filter(has_text=text).first.click()
        self.page.keyboard.press("Escape")

    def hand_in(self, selector: str, name: str, content: bytes) -> None:
        upload = self.page.locator(f"{selector} [data-testid=stFileUploaderDropzoneInput]").first
        upload.set_input_files({"name": name, "mimeType": "application/octet-stream", "buffer": content})
        self.page.wait_for_timeout(300)
        idle(self.page)


def stem(key: str) -> str:
    """Without the code of what it is about: content_NV-2026-001 is content."""
    found = re.match(r"(?:st-key-)?([a-z_]+)", key)
    assert found
    return found[1].strip("_").removesuffix("_new")


def units_file() -> bytes:
    """The province's own list, with one unit by another name."""
    rows = list(csv.DictReader((PROVINCES / "nghe-an" / "units.csv").read_text(encoding="utf-8").splitlines()))
    rows = [row | ({"name": HOSTILE} if row["code"] == "SNV" else {}) for row in rows]
    content = io.StringIO()
    writer = csv.DictWriter(content, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return content.getvalue().encode()


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Its own, for what is typed here would be in the way of other tests."""
    folder = tmp_path_factory.mktemp("hostile")
    url = sample_of("nghe-an", folder / "namro.db", tmp_path_factory)
    environment = {"NAMRO_DATABASE_URL": url}
    engine = open_engine(url)
    table = units.units
    with writing(engine) as connection:
        renamed = sa.update(table).where(table.c.code == "SNV")
        connection.execute(renamed.values(name=HOSTILE, name_en=HOSTILE, aliases=["Sở Nội vụ"]))
    for unit in ("SYT", "STP"):
        rows = f"unit_code,month,received_online,received_in_person\n{unit},2026-09,2,1\n"
        save_draft(engine, everyone("test"), rows.encode(), HOSTILE + ".csv", month=None, clock=clock)
    # The sample is of a day that stands still, and units may reply for five working days after a publication.
    anew = b"unit_code,month,late_apologised\nSYT,2026-10,0\n"
    who = everyone("test")
    import_file(engine, who, anew, "moi.csv", month=None, clock=now, note="+", reason_for=lambda issue: "+")
    engine.dispose()
    with served(folder / "server.log", environment, accounts=True) as running:
        yield running


@pytest.fixture(scope="module")
def typist(browser: Browser, server: Server) -> Iterator[Typist]:
    """After everything was typed and handed in."""
    context = browser.new_context(
        base_url=server.url, viewport={"width": 1366, "height": 900}, accept_downloads=True, locale="vi-VN"
    )
    found = Typist(server.admits(context).new_page())
    for story in (
        _tasks,
        _printed,
        _cohort,
        _commitment,
        _index,
        _portal,
        _flag,
        _note,
        _month,
        _settings,
        _own_tables,
        _account,
        _meeting,
        _desk,
        _trail,
        _files,
    ):
        server.confirms()
        story(found)
    yield found
    context.close()


def _tasks(typist: Typist) -> None:
    for text, button in ((HOSTILE, "issue_task"), (LONG, "keep_task")):
        typist.open("/soan-nhiem-vu?unit=SNV")
        typist.fill(text=text)
        typist.press(button)
        typist.page.wait_for_url(re.compile("nhiem-vu-chi-tiet"))
        typist.task, typist.long_task = typist.long_task, re.split("task=|&", typist.page.url)[1]
    for number, step in enumerate(("noted", "submitted", "returned")):
        typist.open(f"/nhiem-vu-chi-tiet?task={typist.task}&step={step}")
        if step == "submitted":
            typist.hand_in("", FILE, b"x")
        typist.fill("note", text=HOSTILE if number else LONG)
        typist.press("task_step")


def _printed(typist: Typist) -> None:
    typist.open("/nhiem-vu")
    typist.fill("printed_done_share", "printed_overdue_share")
    typist.press("compare_printed")


def _cohort(typist: Typist) -> None:
    typist.open("/nhom-theo-doi")
    typist.fill("cohort_name", "cohort_note")
    typist.choose("cohort_units_new", "Sở Tư pháp", "Sở Y tế")
    typist.press("define_cohort_now")
    expect(typist.page).to_have_url(re.compile(COHORT))
    typist.open(f"/nhom-theo-doi?cohort={COHORT}")
    typist.fill("cohort_why")
    typist.press("end_cohort_now")


def _commitment(typist: Typist) -> None:
    typist.open("/cam-ket")
    typist.fill("sign_leader", "sign_note")
    typist.choose("sign_units", "Sở Y tế")
    typist.choose("sign_measure", "số hóa")
    typist.hand_in(".st-key-sign_paper", FILE, b"x")
    typist.press("sign_now")
    row = typist.page.locator("table.tasks tbody tr").filter(has_text=HOSTILE).filter(has_text="Sở Y tế")
    found = re.search(r"commitment=([\w-]+)", row.first.inner_html())
    assert found
    typist.commitment = found[1]
    typist.open(f"/cam-ket?commitment={typist.commitment}")
    typist.fill("withdraw_why")
    typist.press("withdraw_now")


def _index(typist: Typist) -> None:
    typist.open("/chi-so")
    typist.fill("leader", "cause", "note")
    typist.press("save_answer")
    typist.open("/chi-so")
    typist.fill("criterion_text")
    typist.press("add_criterion")


def _portal(typist: Typist) -> None:
    typist.open("/tinh-trong-ca-nuoc")
    typist.fill("portal_period", "portal_read_at")
    typist.open("/tinh-trong-ca-nuoc")
    rows = f'Kỳ,Ngày đọc,Mã,Tỉnh,CKMB,Tổng điểm\n2025,01/12/2025,H41,Nghệ An,9,60\n2025,01/12/2025,,"{HOSTILE}",9,61\n'
    typist.hand_in("", FILE + ".csv", rows.encode())
    typist.press("load_portal")


def _flag(typist: Typist) -> None:
    typist.open("/kiem-tra-bat-thuong?period=2025-11")
    typist.fill("flag_text")
    typist.press("explain_now")


def _note(typist: Typist) -> None:
    typist.open("/don-vi?unit=SNV")
    typist.fill("note_text")
    typist.press("note_save")


def _month(typist: Typist) -> None:
    typist.open("/cong-bo?period=2026-09")
    typist.fill("reject_why")
    typist.press("reject_")
    typist.fill("reasons")
    typist.press("accept_")
    typist.fill("publish_note")
    typist.press("publish")
    typist.fill("verify_code")
    for event in ("final", "reopened"):
        typist.fill("closing_why")
        typist.press(f"close_{event}")
    typist.unfold()
    typist.fill("withdraw_reason")
    typist.press("withdraw_one")


def _settings(typist: Typist) -> None:
    typist.open("/thiet-lap")
    typist.fill("closing_source")
    typist.press("closing_save")
    typist.fill("target_value")
    typist.press("target_save")
    typist.fill("target_value", text="85")
    typist.fill("target_source")
    typist.press("target_save")
    typist.fill("delivery_day")
    typist.press("delivery_save")
    typist.fill("delivery_day", text="8")
    typist.fill("delivery_source")
    typist.press("delivery_save")
    typist.fill("weights_points")
    typist.press("weights_save")
    kept = "ON_TIME_RESOLVED: 50; NOT_OVERDUE: 0; APOLOGISED: 0; ONLINE: 30; DIGITISED: 20; E_RESULTS: 0"
    typist.fill("weights_points", text=kept)
    typist.fill("weights_source")
    typist.press("weights_save")
    typist.fill("reminder_source")
    typist.press("reminder_save")
    typist.fill("clarity_source")
    typist.press("clarity_save")


def _own_tables(typist: Typist) -> None:
    """A table with hostile captions is mapped; a hostile row in it is left out for a hostile reason."""
    out = io.StringIO()
    csv.writer(out).writerows([["Đơn vị", "Đã giải quyết", HOSTILE], ["Sở Tư pháp", 9, 3], [HOSTILE + " x", 8, 2]])
    typist.open("/nhap-so-lieu?of=2026-08")
    typist.hand_in("", FILE + ".csv", out.getvalue().encode())
    typist.press("mapping_remember")
    typist.fill("row_answer_reason")
    typist.page.locator("[class*='st-key-row_answer_'] input").first.click()
    typist.page.get_by_role("option").filter(has_text="Bỏ dòng này").first.click()
    typist.press("row_answer_save")


def _account(typist: Typist) -> None:
    typist.open("/tai-khoan")
    typist.fill("invite_name", "invite_full_name")
    typist.press("invite_now")
    expect(typist.page.locator(".namro .alert").first).to_contain_text("không dùng làm tên đăng nhập")
    typist.fill("coded_source")
    typist.press("coded_save")
    typist.page.locator(".st-key-invite_name input").fill("nguoi.moi")
    typist.press("invite_now")
    expect(typist.page.locator(".namro .alert").first).to_contain_text("/lien-ket/")


def _meeting(typist: Typist) -> None:
    typist.open("/phien-hop")
    typist.fill("meeting_chair")
    typist.press("meeting_prepare")
    typist.page.get_by_text(MEETING).first.wait_for()
    typist.fill("agenda_other")
    typist.press("agenda_save")

    typist.page.goto(f"/phien-hop/trinh-chieu?phien={MEETING}#2")
    typist.page.keyboard.press("d")
    typist.page.keyboard.insert_text(HOSTILE)
    typist.page.keyboard.press("Control+Enter")
    typist.page.locator(".said", has_text=HOSTILE).wait_for()
    # Kept, the form is closed at once: what was read back may be gone before anybody looks.
    typist.page.keyboard.press("Control+Enter")
    typist.page.locator(".slide.now .outcomes li", has_text=HOSTILE).wait_for()
    assert typist.page.locator("[onerror], img[src=x], a[href^='javascript:' i]").count() == 0

    typist.open(f"/phien-hop?meeting={MEETING}")
    typist.fill("strike_why")
    typist.press("strike_now")


def _desk(typist: Typist) -> None:
    typist.open("/don-vi-cua-toi?unit=SYT&period=2026-10")
    typist.fill("typed", text=HOSTILE[:20])
    typist.press("desk_hand_in")
    typist.page.locator("table.issues").first.wait_for()
    typist.looked()
    own = b"unit_code,month,received,received_online,received_in_person,carried_over\nSYT,2026-10,99,7,3,5\n"
    typist.hand_in(".st-key-desk_file_2026-10", FILE + ".csv", own)
    typist.press("desk_hand_in_file")
    typist.fill("desk_why")
    typist.press("desk_explain")
    typist.hand_in(".st-key-reply_evidence", FILE, b"x")
    typist.fill("reply_text")
    typist.press("reply_send")
    typist.open("/cong-bo?period=2026-10")
    typist.fill("answer_text")
    typist.press("answer_send")


def _trail(typist: Typist) -> None:
    typist.open("/nhat-ky")
    typist.fill("trail_about")


def _files(typist: Typist) -> None:
    typist.open("/nhap-so-lieu?of=2026-08")
    typist.hand_in("", FILE + ".xlsx", (ROOT / "sample_data" / "forms" / "form_ii06a_2026-08.xlsx").read_bytes())
    typist.page.locator("table.issues").first.wait_for()
    typist.unfold()
    typist.fill()
    typist.press("by_hand_save")
    typist.open("/don-vi-hanh-chinh")
    typist.hand_in("", "units.csv", units_file())
    typist.fill("structure_note")
    typist.press("structure_load")


@pytest.mark.parametrize("path", LOOKED_AT)
def test_every_page_shows_the_text_as_it_was_typed_and_makes_nothing_of_it(typist: Typist, path: str):
    typist.page.set_viewport_size(PHONE)
    typist.open(path.format(month=MONTH, task=typist.task, commitment=typist.commitment))

    typist.looked()
    assert {stem(key) for key in typist.page.evaluate(_KEYS)} <= typist.filled, "a field that no story hands in"
    # In the month's small squares its beginning.
    text = HOSTILE[:30] if "month=" in path else HOSTILE
    assert path not in SHOWN or text in typist.page.locator("[data-testid=stMain]").inner_text()


def test_a_charts_tooltip_shows_it_as_text(typist: Typist):
    typist.page.set_viewport_size(WALL)
    typist.open("/xep-hang?kind=department")
    told = []
    for bar in typist.page.locator(".mark-rect path").all():
        bar.hover(force=True)
        typist.page.wait_for_timeout(60)
        told.append(typist.page.locator("#vg-tooltip-element").inner_text())

    assert any(HOSTILE in each for each in told)
    assert typist.page.locator("#vg-tooltip-element :is(img, script, a)").count() == 0
    typist.looked()


@pytest.mark.parametrize("path", TAKEN_ALONG)
def test_every_file_to_take_along_holds_it_as_text(typist: Typist, path: str):
    typist.page.set_viewport_size(WALL)
    typist.open(path)
    seen = []
    for button in typist.page.locator("[data-testid=stDownloadButton] button").filter(visible=True).all():
        with typist.page.expect_download() as download:
            button.click()
        content = download.value.path().read_bytes()
        if download.value.suggested_filename.endswith(".xlsx"):
            cells = [cell for sheet in openpyxl.load_workbook(io.BytesIO(content)) for row in sheet for cell in row]
            # The score has formulas of its own.
            assert [cell.value for cell in cells if cell.data_type == "f" and "alert" in str(cell.value)] == []
            seen += [cell.value for cell in cells if isinstance(cell.value, str)]
        elif download.value.suggested_filename.endswith(".ics"):
            seen += events(content)

    assert seen
    # The template to fill in has nothing in it that anybody typed.
    assert path == "/nhap-so-lieu" or any(HOSTILE in text for text in seen)


def events(calendar: bytes) -> list[str]:
    """What each says, read back: of a line that the text broke, the reader would complain."""
    return [str(event["summary"]) for event in Calendar.from_ical(calendar).walk("VEVENT")]


def test_the_subscribed_calendar_holds_it_as_text(typist: Typist):
    answer = typist.page.request.get("/lich-nhiem-vu.ics?nguoi=" + quote(HOSTILE))

    assert answer.status == 200
    assert [HOSTILE in each for each in events(answer.body())] == [True]


@pytest.mark.parametrize(("path", "name", "button"), TOO_LONG)
def test_what_is_too_long_to_keep_is_refused_in_a_sentence(typist: Typist, path: str, name: str, button: str):
    typist.page.set_viewport_size(PHONE)
    typist.open(path)
    typist.fill(name, text=LONG)
    typist.press(button)

    expect(typist.page.locator(".namro .alert").last).to_contain_text("ký tự")


@pytest.mark.parametrize("size", [PHONE, WALL], ids=["phone", "wall"])
def test_a_long_text_takes_no_more_room_in_a_list_than_a_short_one(typist: Typist, size: ViewportSize):
    typist.page.set_viewport_size(size)
    typist.open("/nhiem-vu")
    rows = typist.page.locator("table.tasks tbody tr")

    heights, widths = (
        rows.evaluate_all(f"(rows) => rows.map((row) => row.{name})") for name in ("offsetHeight", "offsetWidth")
    )
    assert max(heights) < 400
    assert max(widths) <= size["width"]


def test_what_is_long_is_kept_whole(typist: Typist):
    typist.page.set_viewport_size(PHONE)
    typist.open(f"/soan-nhiem-vu?task={typist.long_task}")

    for name in ("content", "proof", "meeting"):
        assert typist.page.locator(f".st-key-{name}_{typist.long_task} :is(input, textarea)").input_value() == LONG
    typist.looked()


def test_the_first_steps_show_the_provinces_name_and_its_units_as_they_were_typed(browser: Browser, tmp_path: Path):
    listed = io.StringIO()
    csv.writer(listed).writerows(
        [
            ("code", "name", "kind"),
            ("A", HOSTILE + " A", "department"),
            ("B", "Xã Trùng", "commune"),
            ("C", "Xã Trùng", "commune"),
        ]
    )
    environment = {"NAMRO_DATABASE_URL": f"sqlite:///{tmp_path / 'namro.db'}", "NAMRO_PROVINCE": ""}
    with served(tmp_path / "log", environment, accounts=True) as server:
        context = browser.new_context(base_url=server.url, viewport=PHONE, locale="vi-VN")
        typist = Typist(server.admits(context).new_page())
        typist.open("/")
        expect(typist.page).to_have_url(re.compile("thiet-lap"))
        typist.press("set_up_now")
        expect(typist.page.locator(".namro .alert").first).to_contain_text("Chưa ghi tên tỉnh")
        typist.fill("province_name")
        typist.hand_in("", FILE + ".csv", listed.getvalue().encode())
        typist.press("set_up_now")
        expect(typist.page.locator(".namro .alert").first).to_contain_text(f"Đã thiết lập {HOSTILE} với 3 đơn vị.")
        expect(typist.page.locator(".namro .province")).to_have_text(HOSTILE)
        for size in (PHONE, WALL):
            typist.page.set_viewport_size(size)
            for path in ("/thiet-lap", "/don-vi-hanh-chinh", "/nhat-ky", "/"):
                typist.open(path)
                typist.looked()
        typist.open("/don-vi-hanh-chinh")
        assert typist.page.locator("ul.units a").all_inner_texts() == [HOSTILE + " A", "Xã Trùng (B)", "Xã Trùng (C)"]
        context.close()
        assert "Traceback" not in server.log.read_text(encoding="utf-8")


def test_the_server_met_no_bug(typist: Typist, server: Server):
    log = server.log.read_text(encoding="utf-8")

    assert typist.filled
    assert "incident" not in log and "Traceback" not in log
