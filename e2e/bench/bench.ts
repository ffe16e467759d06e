/** `npm run bench`: how many registry round trips each task takes, and how many of them wait for one another. */
import { startCncfRegistry } from '../support/cncf-registry'
import { ensureTools } from '../support/install-tools'
import { startProduct } from '../support/start-product'
import { type HostileMeasurement, measureHostileDocuments } from './hostile-documents'
import { type Measurement, measureAll } from './measurements'
import { measureTagLists, type TagListMeasurement } from './tag-lists'

const latencyMs = 50

function markdownTable(measurements: readonly Measurement[]): string {
  const rows = measurements.map(({ task, client, requests, chain, milliseconds }) =>
    ['', task, client, requests, chain, Math.round(milliseconds), ''].join(' | ').trim(),
  )
  return [
    `| task (registry ${latencyMs} ms away) | client | requests | one after another | ms |`,
    '| --- | --- | ---: | ---: | ---: |',
    ...rows,
  ].join('\n')
}

function tagListTable(measurements: readonly TagListMeasurement[]): string {
  const rows = measurements.map(({ tags, names, rows: screen, serverMib }) =>
    ['', tags, names.requests, names.chain, Math.round(names.milliseconds), screen.requests, screen.chain]
      .concat([Math.round(screen.milliseconds), serverMib ?? 'unknown', ''])
      .join(' | ')
      .trim(),
  )
  return [
    '| tags | names: requests | one after another | ms | 30 rows: requests | one after another | ms | server, MiB |',
    '| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n')
}

function hostileTable(measurements: readonly HostileMeasurement[]): string {
  const rows = measurements.map(({ name, mebibytes, status, longestWaitMs, growthMib }) =>
    ['', name, mebibytes.toFixed(1), status, Math.round(longestWaitMs), growthMib ?? 'unknown', ''].join(' | ').trim(),
  )
  return [
    '| a document of | MiB | answer | others wait, ms | memory grows, MiB |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n')
}

if (!(await ensureTools())) process.exit(1)
const registry = await startCncfRegistry()
const product = await startProduct()
try {
  console.log(markdownTable(await measureAll({ registry, productUrl: product.url, latencyMs })))
  console.log(`\n${tagListTable(await measureTagLists({ registry, product, latencyMs }))}`)
  console.log(`\n${hostileTable(await measureHostileDocuments(product))}`)
} finally {
  await product.close()
  await registry.close()
}
