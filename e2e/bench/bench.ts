/** `npm run bench`: how many registry round trips each task takes, how many of them wait for one another, and how fast copies are. */
import { startCncfRegistry } from '../support/cncf-registry'
import { ensureTools } from '../support/install-tools'
import { startProduct } from '../support/start-product'
import { measureCopies } from './copies'
import { markdownTable } from './markdown-table'
import { measureHostileDocuments } from './measure-hostile'
import { measureAll } from './measurements'
import { measurePlans } from './plans'
import { measureRace } from './races'
import { measureTagLists } from './tag-lists'

const latencyMs = 50

if (!(await ensureTools())) process.exit(1)
const registry = await startCncfRegistry()
const product = await startProduct()
const productUrl = product.url

const tables: (() => Promise<string>)[] = [
  async () =>
    markdownTable(
      [`task (registry ${latencyMs} ms away)`, 'client', 'requests', 'one after another', 'ms'],
      (await measureAll({ registry, productUrl, latencyMs })).map((row) => [
        row.task,
        row.client,
        row.requests,
        row.chain,
        row.milliseconds,
      ]),
    ),
  async () =>
    markdownTable(
      [`plan an index of (registry ${latencyMs} ms away)`, 'requests', 'for one source', 'one after another', 'ms'],
      (await measurePlans({ productUrl, latencyMs })).map((row) => [
        row.task,
        row.requests,
        row.perSource,
        row.chain,
        row.milliseconds,
      ]),
    ),
  async () =>
    markdownTable(
      ['copy to another registry', 'MiB', 'ms', 'MiB/s', 'server grew by, MiB'],
      (await measureCopies(product)).map(({ client, mebibytes, milliseconds, growthMib }) => [
        client,
        mebibytes,
        milliseconds,
        (mebibytes * 1000) / milliseconds,
        growthMib ?? '',
      ]),
    ),
  async () => {
    const { appends, lost, told, milliseconds } = await measureRace(registry)
    return markdownTable(
      ['two servers add to one tag', 'lost', 'told to plan again', 'ms'],
      [[appends, lost, told, milliseconds]],
    )
  },
  async () =>
    markdownTable(
      [
        'tags',
        'names: requests',
        'one after another',
        'ms',
        '30 rows: requests',
        'one after another',
        'ms',
        'server, MiB',
      ],
      (await measureTagLists({ registry, product, latencyMs })).map(({ tags, names, rows, serverMib }) => [
        tags,
        names.requests,
        names.chain,
        names.milliseconds,
        rows.requests,
        rows.chain,
        rows.milliseconds,
        serverMib,
      ]),
    ),
  async () =>
    markdownTable(
      ['a document of', 'MiB', 'answer', 'others wait, ms', 'memory grows, MiB'],
      (await measureHostileDocuments(product)).map((row) => [
        row.name,
        row.mebibytes,
        row.status,
        row.longestWaitMs,
        row.growthMib,
      ]),
    ),
]

try {
  for (const table of tables) console.log(`${await table()}\n`)
} finally {
  await product.close()
  await registry.close()
}
