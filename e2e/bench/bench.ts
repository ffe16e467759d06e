/** `npm run bench`: how many registry round trips each task takes, how many of them wait for one another, and how fast copies are. */
import { startCncfRegistry } from '../support/cncf-registry'
import { ensureTools } from '../support/install-tools'
import { startProduct } from '../support/start-product'
import { type CopyMeasurement, measureCopies } from './copies'
import { type HostileMeasurement, measureHostileDocuments } from './hostile-documents'
import { type Measurement, measureAll } from './measurements'
import { measurePlans, type PlanMeasurement } from './plans'
import { measureRace, type RaceMeasurement } from './races'
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

function planTable(measurements: readonly PlanMeasurement[]): string {
  const rows = measurements.map(({ task, requests, perSource, chain, milliseconds }) =>
    ['', task, requests, perSource, chain, Math.round(milliseconds), ''].join(' | ').trim(),
  )
  return [
    `| plan an index of (registry ${latencyMs} ms away) | requests | for one source | one after another | ms |`,
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n')
}

function copyTable(measurements: readonly CopyMeasurement[]): string {
  const rows = measurements.map(({ client, mebibytes, milliseconds, growthMib }) =>
    [
      '',
      client,
      mebibytes,
      Math.round(milliseconds),
      Math.round((mebibytes * 1000) / milliseconds),
      growthMib ?? '',
      '',
    ]
      .join(' | ')
      .trim(),
  )
  return [
    '| copy to another registry | MiB | ms | MiB/s | server grew by, MiB |',
    '| --- | ---: | ---: | ---: | ---: |',
    ...rows,
  ].join('\n')
}

function raceTable({ appends, lost, told, milliseconds }: RaceMeasurement): string {
  return [
    '| two servers add to one tag | lost | told to plan again | ms |',
    '| ---: | ---: | ---: | ---: |',
    `| ${appends} | ${lost} | ${told} | ${Math.round(milliseconds)} |`,
  ].join('\n')
}

if (!(await ensureTools())) process.exit(1)
const registry = await startCncfRegistry()
const product = await startProduct()
try {
  console.log(markdownTable(await measureAll({ registry, productUrl: product.url, latencyMs })))
  console.log(`\n${planTable(await measurePlans({ productUrl: product.url, latencyMs }))}`)
  console.log(`\n${copyTable(await measureCopies(product))}`)
  console.log(`\n${raceTable(await measureRace(registry))}`)
  console.log(`\n${tagListTable(await measureTagLists({ registry, product, latencyMs }))}`)
  console.log(`\n${hostileTable(await measureHostileDocuments(product))}`)
} finally {
  await product.close()
  await registry.close()
}
