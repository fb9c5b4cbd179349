import type { View } from '../../src/shared/api/client'
import type { Lang } from '../../src/shared/locale'
import { keptWhy, notBalanced } from './floor'
import { mark } from './goods'
import { everybody, person, type PersonName } from './people'
import { at, code, n, said, text } from './say'

/** Every command of the API: the owner may do all of them. */
// prettier-ignore
const commands = ['staff.locale', 'staff.site', 'orders.edit', 'orders.cancel', 'orders.forget', 'pick.release', 'pick.free', 'pack.free', 'orders.print', 'move.stock', 'count.ask', 'catalog.edit',
  'catalog.barcode.add', 'catalog.barcode.remove', 'catalog.photo.add', 'catalog.photo.remove', 'place.label', 'catalog.label', 'catalog.lot.label', 'dispatch.label', 'label.commands', 'dispatch.courier.retire', 'place.block', 'place.name.add',
  'place.name.remove', 'device.test', 'device.record', 'device.bind', 'staff.edit', 'staff.role.grant', 'staff.role.revoke', 'staff.role.edit',
  'staff.badge.bind', 'staff.badge.revoke', 'staff.pin.reset', 'staff.password.reset', 'staff.session.end', 'staff.token.make', 'staff.token.revoke',
  'till.settle', 'till.shift.open', 'till.shift.report', 'till.shift.close', 'till.cash', 'till.correct', 'journal.retry', 'journal.skip', 'orders.line.match', 'orders.line.confirm', 'orders.late.seen', 'till.retry', 'till.drop', 'spool.settle', 'spool.retry', 'spool.drop', 'count.answer', 'sheet.check', 'sheet.run',
  'sheet.cancel', 'sheet.undo', 'dispatch.close', 'dispatch.print', 'shop.exchange', 'shop.replay', 'shop.kept.take', 'shop.kept.shelve', 'shop.missing.void', 'node.check', 'settings.edit',
  'place.save_entity', 'place.create_site', 'place.create_zone', 'place.create_bins', 'place.create_carriers', 'place.create_station', 'place.create_dock', 'place.edit_bin', 'place.change_bins', 'dispatch.courier',
  'stencil.save', 'stencil.restore', 'stencil.test', 'ship.label.add', 'ship.label.print', 'ship.label.remove']
// prettier-ignore
const rights = ['orders.read', 'stock.read', 'catalog.read', 'place.read', 'devices.read', 'staff.read', 'stuck.read', 'import.read', 'dispatch.read', 'label.edit',
  'shop.read', 'audit.read', 'settings.read']

const sites = (lang: Lang) => [
  { id: 'podolsk', name: { ru: 'Подольск', uk: 'Бровари', en: 'Podolsk' }[lang] },
  { id: 'tver', name: { ru: 'Тверь', uk: 'Одеса', en: 'Tver' }[lang] },
]

export function me(lang: Lang, without: readonly string[] = []): View<'Me'> {
  return {
    person: person('marina', lang),
    login: 'marina',
    locale: lang,
    firm: { ru: 'Север и Юг', uk: 'Північ і Південь', en: 'Sever & Yug' }[lang],
    sites: sites(lang),
    site: 'podolsk',
    rights,
    works: ['pack', 'pick'],
    commands: commands.filter((name) => !without.includes(name)),
    seq: 8214906,
  }
}

export const counters: View<'Counters'> = {
  orders: 216,
  promised: 76,
  picking: 46,
  packing: 17,
  ready: 63,
  gone: 184,
  devices: 2,
  stuck: 5,
  shops: 1,
  dispatch: 139,
  seq: 8214906,
}

const roleNames: Record<string, Record<Lang, string>> = {
  owner: { ru: 'хозяин', uk: 'господар', en: 'owner' },
  manager: { ru: 'старший смены', uk: 'старший зміни', en: 'shift lead' },
  picker: { ru: 'сборщик', uk: 'комірник', en: 'picker' },
  packer: { ru: 'упаковщик', uk: 'пакувальник', en: 'packer' },
  receiver: { ru: 'приёмщик', uk: 'приймальник', en: 'receiver' },
}
const roleOf: Record<PersonName, string> = { oksana: 'picker', ruslan: 'picker', darya: 'packer', igor: 'receiver', marina: 'manager', lev: 'packer', timur: 'picker' }

export function people(lang: Lang): View<'PeoplePage'> {
  const role = (id: string, site?: View<'SiteMark'>): View<'RoleAt'> => ({ role: id, name: roleNames[id]?.[lang] ?? id, ...(site && { site }) })
  const [home] = sites(lang)
  return {
    seq: 8214906,
    rows: everybody.map((id, i): View<'PersonRow'> => ({
      person: person(id, lang),
      ...(id === 'marina' || id === 'igor' ? { login: id } : {}),
      roles: id === 'igor' ? [role('receiver', home), role('owner')] : [role(roleOf[id], home)],
      badges: id === 'marina' ? 0 : 1,
      pin: id !== 'marina',
      sessions: i % 3 === 1 ? 0 : 1,
      ...(id === 'darya' && { station: { ru: 'Стол 2', uk: 'Стіл 2', en: 'Bench 2' }[lang] }),
      ...(id === 'oksana' && { station: 'A-07' }),
      seen: at(`14:1${i % 4}`),
    })),
  }
}

export function personCard(id: string, lang: Lang): View<'PersonCard'> | undefined {
  const row = people(lang).rows.find((one) => one.person.id === id)
  if (!row) return undefined
  return {
    ...row,
    version: 2,
    locale: lang,
    cards: row.badges ? [{ id: 'b1', masked: 'WN-B••••42', at: at('09:00', '2025-09-01') }] : [],
    open: [
      { id: 'x1', where: 'Handheld 4', at: at('08:02'), seen: at('14:12') },
      { id: 'x2', where: 'Chromium, 10.0.4.18', at: at('09:40'), seen: at('13:02'), mine: true },
    ],
    tokens: [
      {
        id: 'k1', name: '1C …x7Qd', rights: ['stock.read', 'orders.read'], sites: sites(lang).slice(0, 1), by: person('marina', lang),
        at: at('10:00', '2025-10-02'), used: at('14:00'), from: '10.0.4.30', until: at('10:00', '2026-10-02'), before: at('18:00'),
      },
      { id: 'k2', name: 'BI …p0Zk', rights: ['stock.read'], sites: [], everywhere: true, at: at('10:00', '2024-10-02'), until: at('10:00', '2025-10-02'), over: true },
    ],
    tape: [
      { seq: 8199001, at: at('08:02:11'), person: row.person, tone: 'neutral', what: said('tape.login', { where: text('Handheld 4') }) },
      { seq: 7120044, at: at('09:00', '2025-09-01'), person: person('marina', lang), tone: 'neutral', what: said('tape.role_given', { role: text(row.roles[0]?.name ?? '') }) },
    ],
  }
}

export function roles(lang: Lang): View<'RolesPage'> {
  const of: Record<string, string[]> = {
    owner: rights,
    manager: rights.filter((right) => right !== 'settings.read'),
    picker: ['stock.read', 'place.read'],
    packer: ['stock.read', 'dispatch.read'],
    receiver: ['stock.read', 'place.read', 'catalog.read'],
  }
  return {
    rights,
    groups: [
      { name: 'orders', rights: rights.filter((right) => right.startsWith('orders.')) },
      { name: 'goods', rights: rights.filter((right) => !right.startsWith('orders.')) },
    ].filter(({ rights: some }) => some.length > 0),
    mine: rights,
    roles: Object.entries(of).map(([id, own], i) => ({ id, name: roleNames[id]?.[lang] ?? id, rights: own, own: id === 'owner', people: [1, 1, 3, 2, 1][i] ?? 0, version: 1 })),
  }
}

export function imports(lang: Lang): View<'ImportsPage'> {
  const run = (id: string, kind: View<'ImportRun'>['kind'], file: string, state: View<'ImportRun'>['state'], rows: number, bad: number, done: number, clock: string, may: string[], undone = 0, kept = 0, warned = 0): View<'ImportRun'> => ({
    id,
    kind,
    file,
    state,
    rows,
    good: rows - bad,
    bad,
    warned,
    done,
    undone,
    kept,
    at: at(clock),
    person: person('marina', lang),
    may,
  })
  return {
    seq: 8214906,
    kinds: [
      {
        kind: 'items',
        fields: [
          { field: 'name', required: true, headings: ['Наименование', 'Номенклатура', 'Name'] },
          { field: 'article', headings: ['Артикул', 'Article'] },
        ],
      },
      { kind: 'balances', fields: [{ field: 'qty', required: true, headings: ['Количество', 'Остаток', 'Quantity'] }] },
    ],
    rows: [
      run('i4', 'balances', 'ostatki-1c.csv', 'checked', 1204, 3, 0, '14:02', ['sheet.run'], 0, 0, 1),
      run('i3', 'items', 'tovary.csv', 'running', 20114, 12, 11800, '13:58', ['sheet.cancel']),
      run('i2', 'bins', 'yacheyki.csv', 'done', 10080, 0, 10080, '09:12', ['sheet.undo']),
      run('i1', 'barcodes', 'shk.csv', 'undone', 640, 0, 0, '09:02', [], 640),
      run('i0', 'balances', 'ostatki-ZL.csv', 'partly_undone', 5, 0, 4, '08:40', ['sheet.undo'], 1, 4),
    ],
  }
}

export function importCard(id: string, lang: Lang): View<'ImportCard'> | undefined {
  const run = imports(lang).rows.find((one) => one.id === id)
  if (!run) return undefined
  return {
    ...run,
    format: said('import.format', { separator: code(';'), encoding: text('windows-1251'), decimal: code(',') }),
    columns: [
      { header: 'Артикул', field: 'article' },
      { header: 'Ячейка', field: 'bin' },
      { header: 'Партия', field: 'lot' },
      { header: 'Остаток', field: 'qty' },
      { header: 'Комментарий' },
    ],
    faults: run.bad
      ? [
          { row: 118, column: 'Ячейка', text: 'A-99-01-1', why: said('import.fault.unknown_bin') },
          { row: 402, column: 'Остаток', text: '12,5 шт', why: said('import.fault.number') },
          { row: 977, column: 'Артикул', why: said('import.fault.missing') },
        ]
      : run.kept
        ? [
            { row: 2, column: '', why: said('fault.catalog.changed_since', { name: text('SEV-KR-42') }), kept: true },
            { row: 4, column: '', why: said('fault.catalog.changed_since', { name: text('SEV-KR-42') }), kept: true },
          ]
        : [],
    warnings: run.warned ? [{ row: 240, column: 'Штрихкод', why: said('fault.catalog.barcode_short', { code: text('7') }) }] : [],
    sample: [],
    changes: run.kept
      ? []
      : [
          { what: said('import.change.new'), count: 1180 },
          { what: said('import.change.changed'), count: 21 },
        ],
  }
}

export function compare(lang: Lang): View<'BalanceComparison'> {
  return {
    same: 1198,
    ours: 2,
    faults: [{ row: 41, column: 'Остаток', text: 'много', why: said('fault.measure.number', { text: code('много') }) }],
    rows: [{ item: mark('mug', lang), place: { id: 'A-07-15-1', code: 'A-07-15-1', kind: 'bin' }, ours: 14, file: 12, unit: 'piece' }],
  }
}

export function shops(lang: Lang): View<'ShopsPage'> {
  const none: View<'Action'> = { name: 'none_such', command: 'shop.missing.void', body: { shop: 'site', numbers: [10461, 10462] }, ask: ['reason'] }
  return {
    seq: 8214906,
    rows: [
      { id: 'site', name: lang === 'uk' ? 'pivnich-pivden.ua' : 'sever-yug.ru', kind: 'commerceml', site: 'Север', health: 'ok', state: said('shop.state.ok'), last: at('14:12:40'), next: at('14:14'), lagMs: 1800, waiting: 2, orders: 236, errors: 0, address: 'https://sever-yug.ru/bitrix/admin/1c_exchange.php', missing: { since: at('13:40:11'), what: said('shop.say.missing', { count: n(2), numbers: code('10461, 10462') }), actions: [none] } },
      { id: 'opt', name: { ru: 'Опт', uk: 'Гурт', en: 'Wholesale' }[lang], kind: 'commerceml', site: 'Север', health: 'wrong', state: said('shop.state.failed'), last: at('11:20'), next: at('14:15'), lagMs: 10380000, waiting: 41, orders: 18, errors: 12 },
    ],
  }
}

export function exchanges(): View<'ExchangesPage'> {
  return {
    rows: [
      { id: 'e4', at: at('14:12:40'), in: true, kind: 'orders', state: 'done', rows: 2, tookMs: 412, tries: 1, what: said('shop.say.orders', { count: n(2) }), may: ['shop.replay'] },
      { id: 'e3', at: at('14:12:38'), in: false, kind: 'rests', state: 'done', rows: 118, tookMs: 903, tries: 1, may: [] },
      { id: 'e2', at: at('14:10:38'), in: false, kind: 'states', state: 'unknown', rows: 4, tookMs: 30000, tries: 1, what: said('shop.say.failed', { text: text('timeout') }), may: [] },
      { id: 'e1', at: at('14:08:38'), in: false, kind: 'rests', state: 'failed', rows: 0, tookMs: 88, tries: 4, what: said('shop.say.failed', { text: text('HTTP 500') }), may: [] },
    ],
  }
}

export function kept(lang: Lang): View<'KeptPage'> {
  const why = said('stuck.why', { why: text(keptWhy[lang]) })
  const reason = { ru: 'покупатель заказал по телефону', uk: 'покупець замовив телефоном', en: 'the buyer ordered by phone' }[lang]
  return {
    rows: [
      { outer: '10518', number: '10518', at: at('14:09:10'), why, may: ['shop.kept.shelve', 'shop.kept.take'] },
      { outer: '10377', number: '10377', at: at('16:40:02', '2025-11-20'), why, shelved: at('16:52', '2025-11-20'), reason, may: ['shop.kept.take'] },
    ],
  }
}

export const status = (lang: Lang): View<'NodeStatus'> => ({
  version: '0.2.0',
  node: 'node-1',
  epoch: 1,
  started: at('07:58'),
  now: at('14:13'),
  seq: 8214906,
  store: { bytes: 1288490188, diskFree: 91268055040, diskLow: false, commitMs: 4, perSecond: 112 },
  followers: [
    { name: 'orders', seq: 8214906, behind: 0, parked: 0 },
    { name: 'till', seq: 8214906, behind: 0, parked: 0 },
    { name: 'shop sever-yug.ru', seq: 8214890, behind: 16, parked: 1 },
    { name: 'screens', seq: 8214906, behind: 0, parked: 0 },
  ],
  spool: [
    { kind: 'label.parcel', waiting: 1, unknown: 0, failed: 1 },
    { kind: 'receipt', waiting: 0, unknown: 1, failed: 0 },
  ],
  shops: [
    { name: 'sever-yug.ru', health: 'ok', state: said('shop.state.ok'), last: at('14:12:40') },
    { name: 'taiga.example', health: 'wrong', state: said('shop.state.failed'), last: at('13:40') },
  ],
  checks: [
    { name: 'store', proof: { state: 'ok', moves: 9120441, at: at('04:00') } },
    { name: 'ledger', proof: { state: 'failed', moves: 0, at: at('14:12:58'), bad: notBalanced(lang) } },
    { name: 'promise', proof: { state: 'ok', moves: 20114, at: at('14:12:58') } },
    { name: 'journal', proof: { state: 'never', moves: 0, at: at('04:00') } },
  ],
  backup: at('04:12'),
})

/** Whose the goods are: one that sells, one that has retired. */
export function entities(lang: Lang): View<'EntitiesPage'> {
  const [site] = sites(lang)
  return {
    rows: [
      { id: 'sever', version: 3, name: { ru: 'Север и Юг', uk: 'Північ і Південь', en: 'North and South' }[lang], country: 'RU', taxID: '7701234560', tax: 'osn', sites: site ? [site] : [] },
      { id: 'taiga', version: 2, name: { ru: 'Тайга', uk: 'Тайга', en: 'Taiga' }[lang], country: 'UA', tax: 'ua_single', retired: true, sites: [] },
    ],
    seq: 8214906,
  }
}

export const settings: View<'SettingsPage'> = {
  groups: [
    {
      owner: 'pack',
      version: 1,
      fields: [
        { name: 'lease_minutes', kind: 'number', value: '30', choices: [], unit: 'min' },
        { name: 'tolerance_grams', kind: 'number', value: '40', choices: [], unit: 'g' },
      ],
    },
    {
      owner: 'pick',
      version: 1,
      fields: [
        { name: 'lease_minutes', kind: 'number', value: '15', choices: [], unit: 'min' },
        { name: 'walk_speed', kind: 'number', value: '60', choices: [], unit: 'm/min' },
      ],
    },
    { owner: 'staff', version: 1, fields: [{ name: 'office_hours', kind: 'number', value: '12', choices: [], unit: 'h' }] },
    { owner: 'till', version: 1, fields: [{ name: 'prepaidSettle', kind: 'choice', value: 'packed', choices: ['never', 'packed', 'gone'] }] },
  ],
}
