"""For old readers: 大字, 朗读, finding in a long table, printing for the wall, sending on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import TOUCHED, arrive, fewer, tab, wait_until
from tests.conftest import TODAY, deep
from tests.test_browser import PAGES, SHOWN

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

VOICE = """
window.heard = [];
Object.defineProperty(window, 'speechSynthesis', {value: {
  getVoices: () => VOICES, addEventListener() {}, cancel() {}, speak(u) { window.heard.push(u.text); window.last = u; }}});
"""
"""A voice that says nothing and tells what it was given; the test ends each sentence with `last.onend()`."""

CONTRASTS = """() => {
  const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
  const rgba = colour => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const back = e => { for (; e; e = e.parentElement) { const c = rgba(getComputedStyle(e).backgroundColor); if (c[3] === 255) return c; }
    return [255, 255, 255]; };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const e = walk.currentNode.parentElement;
    const shown = e.checkVisibility({visibilityProperty: true}) && !e.closest('script, style, title, desc, .gk-visually-hidden, .md-skip');
    if (!walk.currentNode.data.trim() || !shown) continue;
    const drawn = e instanceof SVGGraphicsElement;
    const style = getComputedStyle(e);
    const [a, b] = [light(rgba(drawn ? style.fill : style.color)), light(back(e))].sort((x, y) => y - x);
    const size = parseFloat(style.fontSize) * (drawn ? e.getScreenCTM().a : 1);
    found.push([(a + 0.05) / (b + 0.05), size, walk.currentNode.data.trim().slice(0, 20)]);
  }
  return found;
}"""
"""Each shown text: its contrast with what is behind it, its size as it is seen (a picture is scaled), its first words."""


READER = {**TOUCHED, "reduced_motion": "reduce"}


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    with tab(browser, TODAY, **READER) as page:
        yield page


@pytest.fixture
def own_phone(browser: Browser) -> Iterator[Page]:
    """For scripts that run before the page's own."""
    context = browser.new_context(**READER, service_workers="block")
    yield context.new_page()
    context.close()


def test_large_text_is_switched_kept_and_put_back(phone: Page, address: str) -> None:
    arrive(phone, address + PAGES["month"])
    button = phone.get_by_role("button", name="大字")
    box = button.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 48
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    switch = phone.locator(".gk-large-switch")
    assert (switch.get_attribute("aria-pressed"), switch.inner_text()) == ("true", "标准")
    other = phone.context.new_page()
    other.goto(address + "/dongxian/", wait_until="commit")
    other.wait_for_selector("html.gk-large")
    assert phone.locator("article h1").evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 26
    switch.click()
    assert "gk-large" not in (phone.locator("html").get_attribute("class") or "")
    phone.reload()
    assert switch.inner_text() == "大字"


def test_large_text_is_there_before_the_first_paint(address: str, samples: Path) -> None:
    head = (samples / "site/shifan/index.html").read_text(encoding="utf-8").split("</head>")[0]
    tag = re.search(r"<script[^>]*large\.js[^>]*>", head)
    assert tag
    assert not re.search("defer|async|module", tag[0])


def test_where_nothing_may_be_kept_the_switch_still_works(own_phone: Page, address: str) -> None:
    errors: list[object] = []
    own_phone.on("pageerror", lambda error: errors.append(error))
    own_phone.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})")
    arrive(own_phone, address + PAGES["home"])
    own_phone.locator(".gk-large-switch").click()
    assert "gk-large" in (own_phone.locator("html").get_attribute("class") or "")
    assert errors == []


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_is_told_in_sentences_and_its_large_text_fits_and_has_contrast(name: str, phone: Page, address: str) -> None:
    arrive(phone, address + PAGES[name])
    told = said(phone)
    assert told
    assert not [s for s in told if re.search(r"\d,\d{3}|\s{2}|undefined|^。", s)]
    if not deep():
        fewer(phone)
    phone.evaluate("document.documentElement.classList.add('gk-large')")
    for width in (320, 360):
        phone.set_viewport_size({"width": width, "height": 740})
        assert phone.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, width
    for scheme in ("light", "dark"):
        phone.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        texts = phone.evaluate(CONTRASTS)
        assert [t for t in texts if t[0] < 7] == [], scheme
    body = phone.evaluate("parseFloat(getComputedStyle(document.querySelector('article')).fontSize)")
    assert body >= 26
    assert [t for t in texts if t[1] < 26] == []
    small = phone.evaluate("""() => [...document.querySelectorAll(
        'button, select, input:not(.md-toggle), summary, .gk-bar a, .gk-go a, .gk-documents a, .gk-phone, .gk-foot a, .gk-downloads a')]
        .filter(e => e.checkVisibility({visibilityProperty: true})).map(e => [e.getBoundingClientRect(), e.textContent.trim()])
        .filter(([r]) => r.height < 60 || r.width < 60).map(([r, text]) => text)""")
    assert small == []


def said(page: Page) -> list[str]:
    return page.evaluate("gongkaiSentences(document.querySelector('article')).map(s => s.say)")


def test_a_row_and_a_figure_are_told_in_sentences(phone: Page, address: str) -> None:
    arrive(phone, address + PAGES["month"])
    month = said(phone)
    assert month[0] == "2026年10月收支明细。"
    assert "本月收入，79168.83元。" in month
    assert "10月7日，净水器检修，支出130元。" in month
    assert "合计，收入79168.83元，支出49694.40元。" in month
    assert "上月余额，余额249993.05元。" in month
    arrive(phone, address + PAGES["notice"])
    assert any("公示" in s for s in said(phone))
    arrive(phone, address + PAGES["plan"])
    assert "26-02 五组机耕桥重建，完成。" in said(phone), "a line that is closed is told as a line"
    assert not [s for s in said(phone) if "秋收以前通车" in s]
    arrive(phone, address + PAGES["plan"] + "#r2")
    assert "办到什么样，秋收以前通车。" in said(phone), "one that is led to stands open"
    arrive(phone, address + PAGES["honor roll"])
    phone.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
    assert "1户（未公开姓名），授予日期：2024年10月18日，有效期：已到期（2026年10月17日）。" in said(phone)


def test_reading_aloud_marks_pauses_and_stops(own_phone: Page, address: str) -> None:
    own_phone.add_init_script(VOICE.replace("VOICES", "[{lang: 'en-US'}, {lang: 'zh-CN'}]"))
    own_phone.add_init_script("window.SpeechSynthesisUtterance = function (text) { this.text = text }")
    arrive(own_phone, address + PAGES["month"])
    own_phone.get_by_role("button", name="朗读").click()
    assert own_phone.evaluate("heard") == ["2026年10月收支明细。"]
    assert own_phone.evaluate("[last.lang, last.voice.lang]") == ["zh-CN", "zh-CN"]
    assert own_phone.locator(".gk-reading").inner_text() == "2026年10月收支明细"
    for _ in range(20):
        if "净水器检修" not in own_phone.evaluate("heard")[-1]:
            own_phone.evaluate("last.onend()")
    assert "净水器检修" in own_phone.locator("tr.gk-reading").inner_text()
    own_phone.get_by_role("button", name="暂停").click()
    own_phone.evaluate("last.onend()")  # what was cancelled may still report
    assert "净水器检修" in own_phone.evaluate("heard")[-1]
    count = len(own_phone.evaluate("heard"))
    own_phone.get_by_role("button", name="继续").click()
    assert len(own_phone.evaluate("heard")) == count + 1
    own_phone.get_by_role("button", name="停止").click()
    assert own_phone.locator(".gk-reading").count() == 0
    assert own_phone.locator(".gk-read").get_attribute("aria-pressed") == "false"
    own_phone.get_by_role("button", name="朗读").click()
    own_phone.evaluate("last.onerror()")
    assert "读不出" in own_phone.locator(".gk-reader").inner_text()


@pytest.mark.parametrize("script", [VOICE.replace("VOICES", "[{lang: 'en-US'}]"), "delete window.speechSynthesis"])
def test_reading_aloud_is_not_offered_without_a_chinese_voice(script: str, own_phone: Page, address: str) -> None:
    own_phone.add_init_script(script)
    arrive(own_phone, address + PAGES["month"])
    assert not own_phone.locator(".gk-read").is_visible()


def test_a_long_table_is_searched_narrowed_sorted_and_summed(phone: Page, address: str) -> None:
    arrive(phone, address + PAGES["month"])
    assert phone.locator(".gk-sift").count() == 1
    told = phone.locator(".gk-sift [role=status]")
    assert told.inner_text() == "共 42 笔，收入 79,168.83 元，支出 49,694.40 元"
    rows = phone.locator(".gk-as-bill tbody tr:visible")
    phone.get_by_role("searchbox", name="查找").fill("路灯电费")
    assert told.inner_text() == "找到 2 笔，收入 0.00 元，支出 671.65 元"
    assert rows.count() == 2
    assert not phone.locator(".gk-as-bill tfoot").is_visible()
    phone.get_by_role("searchbox", name="查找").fill("29600")
    assert rows.count() == 1
    phone.get_by_role("searchbox", name="查找").fill("")
    chips = phone.locator("button.gk-chip")
    assert chips.all_inner_texts() == ["全部 42", "收入 9", "支出 33"]
    subject = phone.get_by_role("combobox", name="科目")
    assert subject.locator("option").all_inner_texts()[:2] == ["科目", "公益支出 19"]
    subject.select_option("补助收入")
    assert told.inner_text() == "找到 3 笔，收入 42,800.00 元，支出 0.00 元"
    assert phone.locator(".gk-chip[aria-pressed=true]").count() == 0
    assert phone.locator(".gk-day:visible").first.get_attribute("data-day") == "10月12日", "a day heads the first of its rows that is shown"
    phone.get_by_role("button", name="支出 33").click()
    assert subject.input_value() == ""
    assert told.inner_text() == "找到 33 笔，支出 49,694.40 元"
    phone.locator(".gk-rise a").first.click()
    assert told.inner_text() == "找到 19 笔，收入 0.00 元，支出 44,110.63 元", "what was spent more leads to what it was spent for"
    chips.first.click()
    phone.get_by_role("combobox", name="排序").select_option("支出")
    assert "补助村民参保" in rows.first.inner_text()
    phone.get_by_role("combobox", name="排序").select_option("日期")
    assert "2026-10-29" in rows.first.inner_text()
    phone.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert "上月余额" in rows.first.inner_text()
    assert rows.count() == 43
    arrive(phone, address + PAGES["notices"])
    assert phone.locator(".gk-sift").count() == 0


def test_a_table_is_copied_as_it_is_shown_and_fetched_and_sent_on(own_phone: Page, address: str) -> None:
    own_phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    arrive(own_phone, address + PAGES["month"])
    own_phone.get_by_role("searchbox", name="查找").fill("路灯电费")
    take = own_phone.locator(".gk-scroll:has(.gk-as-bill) + .gk-take")
    take.get_by_role("button", name="复制表格").click()
    take.get_by_text("已复制").wait_for()
    head, *lines = own_phone.evaluate("navigator.clipboard.readText()").split("\n")
    assert head.split("\t")[:5] == ["日期", "凭证号", "摘要", "科目", "收入"]
    assert [line.split("\t")[2] for line in lines] == ["路灯电费(三至五组)", "路灯电费(一、二组台区)"]
    assert {len(line.split("\t")) for line in lines} == {len(head.split("\t"))}
    html = own_phone.evaluate("navigator.clipboard.read().then(all => all[0].getType('text/html')).then(blob => blob.text())")
    assert html.count("<tr") == 3
    assert (take.get_by_role("link", name="下载").get_attribute("href") or "").endswith("2026-10.xlsx")
    take.get_by_role("button", name="复制链接").click()
    take.get_by_text("发给别人").wait_for()
    assert own_phone.evaluate("navigator.clipboard.readText()") == address + PAGES["month"] + "#r1"


def test_a_table_of_one_row_is_copied_too_and_the_page_is_hardly_longer_for_it(own_phone: Page, address: str) -> None:
    own_phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    arrive(own_phone, address + "/dongxian/life/people/")
    assert own_phone.locator(".gk-scroll + .gk-take").count() == own_phone.locator("table.gk-table").count() > 5
    tall = "() => document.documentElement.scrollHeight"
    before = own_phone.evaluate(tall)
    few = own_phone.locator(".gk-take-few")
    few_of_them = few.count()
    few.evaluate_all("all => all.forEach(e => { e.className = 'gk-none'; e.style.display = 'none' })")
    assert before - own_phone.evaluate(tall) <= 8 * few_of_them
    own_phone.reload()
    copy = own_phone.get_by_role("button", name="复制表格：村党支部")
    (line,) = (each for each in own_phone.locator(".gk-scroll:has(+ .gk-take-few)").all() if each.get_attribute("aria-label") == "村党支部")
    box, above = copy.bounding_box(), line.bounding_box()
    assert box
    assert above
    assert min(box["width"], box["height"]) >= 48
    assert box["y"] + box["height"] / 2 > above["y"] + above["height"] + 6, "its words are below the table, not on it"
    copy.click()
    own_phone.get_by_text("已复制，可以粘贴到 WPS").wait_for()
    assert own_phone.evaluate("navigator.clipboard.readText()").split("\n")[0].split("\t")[0] == "职务"


def test_a_month_prints_on_one_a3_sheet_with_boxes_to_sign(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 1032, "height": 1500})
    page.add_init_script("window.print = () => { window.printed = true }")
    arrive(page, address + PAGES["month"])
    assert not page.locator(".gk-sign").is_visible()
    page.get_by_role("button", name="打印（A3 张贴）").click()
    wait_until(page, "() => window.printed")
    page.emulate_media(media="print")
    assert page.locator(".gk-sign > div").all_inner_texts() == ["公章", "审核人签字", "日期"]
    assert page.locator(".gk-sign").is_visible()
    assert not page.locator(".gk-sift, .gk-switches, .gk-tools").first.is_visible()
    assert page.locator(".gk-figure dd").first.evaluate("e => parseFloat(getComputedStyle(e).fontSize)") >= 30
    sheets = page.pdf(prefer_css_page_size=True)
    assert len(re.findall(rb"/Type /Page\b", sheets)) == 1
    assert [round(float(n)) for n in re.findall(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)", sheets)[0]] == [842, 1191]
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("link[href$='a3.css']").count() == 0
    page.close()


def test_the_address_of_a_page_is_copied_or_shown(own_phone: Page, address: str) -> None:
    own_phone.context.grant_permissions(["clipboard-read", "clipboard-write"])
    arrive(own_phone, address + PAGES["notice"])
    own_phone.get_by_role("button", name="复制链接", exact=True).click()
    own_phone.get_by_text("已复制").wait_for()
    assert own_phone.evaluate("navigator.clipboard.readText()") == address + PAGES["notice"]
    own_phone.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined}); document.execCommand = () => false")
    arrive(own_phone, address + PAGES["month"])
    own_phone.get_by_role("button", name="复制链接", exact=True).click()
    assert own_phone.get_by_label("本页网址").input_value() == address + PAGES["month"]


def test_a_shared_page_says_what_it_is(phone: Page, address: str) -> None:
    arrive(phone, address + PAGES["month"])
    assert phone.locator("meta[property='og:title']").get_attribute("content") == "2026年10月收支明细"
    assert "79,168.83" in (phone.locator("meta[property='og:description']").get_attribute("content") or "")
