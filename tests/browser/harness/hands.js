// A person at the panel: by mouse, by keyboard alone, or on a phone. Steps are written once and taken in each way.
//
// Counts as the design's table does: what acts (a click, a tap, a key that does something) and values that are
// typed. Moving to something (the pointer's way, Tab, arrows, scrolling) is no act.
import assert from 'node:assert/strict'

export const MODES = {
  mouse: { viewport: { width: 1440, height: 900 } },
  keyboard: { viewport: { width: 1440, height: 900 } },
  phone: { viewport: { width: 375, height: 740 }, hasTouch: true },
}

/** More stops than any page has. */
const STOPS = 400
/** How long a press may take to ask for the next page; a script may have taken it over. */
const BEGIN = 2_000

export class Hands {
  actions = 0
  typed = 0

  constructor(page, mode) {
    this.page = page
    this.mode = mode
  }

  /** Presses a button or follows a link, by its name or as a locator. */
  async press(target, options = {}) {
    const control = typeof target === 'string' ? this.control(target, options) : target
    await this.#act(control, 'Enter')
  }

  /** The button, link or fold of this name. */
  control(name, { exact = true, within = this.page } = {}) {
    const roles = ['button', 'link', 'menuitem', 'tab', 'option']
    const [first, ...rest] = roles.map((role) => within.getByRole(role, { name, exact }))
    const folds = within.locator('summary').filter({ hasText: name })
    return rest.reduce((all, one) => all.or(one), first).or(folds).filter({ visible: true }).first()
  }

  /** Types a value into the field of this label, over what is there. */
  async type(label, text, { within = this.page } = {}) {
    const field = typeof label === 'string' ? this.field(label, within) : label
    await this.#reach(field)
    if (await field.evaluate((element) => element.isContentEditable)) {
      await this.#paste(field, text)
      this.typed += 1
      return
    }
    if (this.mode === 'keyboard') {
      await this.page.keyboard.press('ControlOrMeta+a')
      await this.page.keyboard.press('Delete')
      await this.page.keyboard.insertText(text)
    } else {
      await field.fill(text)
    }
    this.typed += 1
  }

  /** Pastes into the editor, over what is there: Markdown becomes its blocks. */
  async #paste(field, text) {
    if (this.mode !== 'keyboard') await field.click()
    await this.page.keyboard.press('ControlOrMeta+a')
    await field.evaluate((element, text) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', text)
      element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    }, text)
    // The server turns it into blocks.
    const word = /[\p{L}]{3,}/u.exec(text)[0]
    await field.getByText(word).first().waitFor()
  }

  /** Puts the cursor into a field, behind what is there. */
  async into(label) {
    const field = this.field(label)
    if (this.mode === 'keyboard') await this.#reach(field)
    else await (this.mode === 'phone' ? field.tap() : field.click())
    await this.page.keyboard.press('ControlOrMeta+End')
  }

  /** Types a value letter by letter where the cursor is. */
  async write(text) {
    await this.page.keyboard.type(text)
    this.typed += 1
  }

  /** What stands in a field or in the editor. */
  async read(label) {
    const field = typeof label === 'string' ? this.field(label) : label
    return await field.evaluate((element) => (element.isContentEditable ? element.innerText : element.value))
  }

  field(label, within = this.page) {
    return within.getByLabel(label, { exact: true }).or(within.getByLabel(`${label} (optional)`, { exact: true }))
      .filter({ visible: true }).first()
  }

  /** Ticks a box or chooses a radio button, unless it is chosen. */
  async tick(label, { within = this.page } = {}) {
    const box = typeof label === 'string' ? within.getByLabel(label).filter({ visible: true }).first() : label
    if (await box.isChecked()) return
    if (this.mode === 'keyboard' && await box.getAttribute('type') === 'radio') {
      // A group is one stop; arrows choose within it.
      const name = await box.getAttribute('name')
      await this.#reach(this.page.locator(`input[type=radio][name="${name}"]`), { any: true })
      for (let left = 30; left > 0 && !await box.isChecked(); left -= 1) await this.page.keyboard.press('ArrowDown')
      if (!await box.isChecked()) await this.page.keyboard.press('Space')
      this.actions += 1
      return
    }
    await this.#act(box, 'Space')
  }

  /** Chooses an option of a list by what it reads. */
  async choose(label, option, { within = this.page } = {}) {
    const list = typeof label === 'string' ? this.field(label, within) : label
    if (this.mode === 'keyboard') {
      await this.#reach(list)
      // Typing the beginning of an option chooses it, as in every select.
      await this.page.keyboard.type(option)
    } else {
      await list.selectOption({ label: option })
    }
    const shown = await list.evaluate((select) => select.selectedOptions[0]?.textContent.trim())
    assert.ok(shown?.startsWith(option), `${label}: ${shown} instead of ${option}`)
    this.actions += 1
  }

  /** A key that does something: a shortcut. */
  async key(combination) {
    await this.page.keyboard.press(combination)
    this.actions += 1
  }

  /** A place of the navigation; on a phone some stand in its menu. */
  async go(section) {
    const role = section === 'Sign out' ? 'button' : 'link'
    const link = () => this.page.getByRole(role, { name: section, exact: true }).filter({ visible: true }).first()
    const here = this.page.locator('nav.main-nav, nav.more-menu').getByRole(role, { name: section, exact: true })
    if (await here.filter({ visible: true }).count() === 0) {
      await this.press(this.page.getByRole('button', { name: 'More', exact: true }))
      await here.filter({ visible: true }).first().waitFor()
    }
    await this.press(await here.filter({ visible: true }).count() ? here.filter({ visible: true }).first() : link())
  }

  /** Does a task and holds it to the numbers of the design. */
  async task(name, most, steps) {
    const before = { actions: this.actions, typed: this.typed }
    const result = await steps()
    const used = { actions: this.actions - before.actions, typed: this.typed - before.typed }
    const within = used.actions <= most.actions && used.typed <= (most.typed ?? Infinity)
    const said = `${name}: ${used.actions}+${used.typed}, ${most.actions}+${most.typed ?? 'any'} at most`
    assert.ok(within, said)
    this.report?.(said)
    return result
  }

  async #act(control, key) {
    this.actions += 1
    const leads = await control.evaluate(leadsElsewhere)
    if (this.mode === 'keyboard') {
      await this.#reach(control)
      await this.#settled(() => this.page.keyboard.press(key), leads)
    } else {
      await this.#settled(() => (this.mode === 'phone' ? control.tap() : control.click()), leads)
    }
  }

  /** Acts, and waits for the page that follows if one should. */
  async #settled(act, leads) {
    if (!leads) return act()
    const { page } = this
    const main = (frame) => frame === page.mainFrame()
    // A document of its own: an address that a script changed is none.
    let arrive
    const arrived = new Promise((done) => { arrive = done })
    page.on('domcontentloaded', arrive)
    const begun = page.waitForEvent('request', {
      predicate: (request) => request.isNavigationRequest() && main(request.frame()),
      timeout: BEGIN,
    }).then(() => true, () => false)
    try {
      await act()
      if (await begun) await arrived
    } finally {
      page.off('domcontentloaded', arrive)
    }
    await page.waitForLoadState('load')
  }

  /** Moves the focus to a control with Tab alone; whatever Tab cannot reach fails the walk. */
  async #reach(control, { any = false } = {}) {
    if (this.mode !== 'keyboard') return
    if (!any) await control.waitFor()
    const there = () => (any ? control.evaluateAll((all) => all.includes(document.activeElement))
      : control.evaluate((element) => element === document.activeElement))
    const backward = await (any ? control.first() : control).evaluate((element) => {
      const at = document.activeElement
      return at && at !== document.body
        && Boolean(element.compareDocumentPosition(at) & Node.DOCUMENT_POSITION_FOLLOWING)
    })
    for (let stop = 0; stop < STOPS; stop += 1) {
      if (await there()) return
      await this.page.keyboard.press(backward ? 'Shift+Tab' : 'Tab')
    }
    assert.fail(`Tab never reaches ${control}`)
  }
}

/** Whether pressing it should lead to another page. */
function leadsElsewhere(element) {
  const link = element.closest('a[href]')
  if (link) return !link.getAttribute('href').startsWith('#') && !link.hasAttribute('download')
  const button = element.closest('button, input[type=submit]')
  return Boolean(button?.form && button.type === 'submit' && !button.popoverTargetElement && button.form.checkValidity())
}
