import { expect, test } from 'vitest'
import { MetricSet } from './metric-set'

test('counters, gauges and histograms are written as Prometheus reads them', () => {
  const metrics = new MetricSet()
  const requests = metrics.counter('requests_total', 'Requests.')
  requests.add({ status: '200' })
  requests.add({ status: '200' }, 2)
  requests.add({ status: 'a"b\\c\nd' })
  metrics.gauge('waiting', 'Waiting.', () => 7)
  const seconds = metrics.histogram('seconds', 'Time.', [0.1, 1])
  for (const value of [0.0625, 0.5, 0.5, 4]) seconds.observe(value, { kind: 'x' })
  expect(metrics.text()).toBe(
    [
      '# HELP requests_total Requests.',
      '# TYPE requests_total counter',
      'requests_total{status="200"} 3',
      'requests_total{status="a\\"b\\\\c\\nd"} 1',
      '# HELP waiting Waiting.',
      '# TYPE waiting gauge',
      'waiting 7',
      '# HELP seconds Time.',
      '# TYPE seconds histogram',
      'seconds_bucket{kind="x",le="0.1"} 1',
      'seconds_bucket{kind="x",le="1"} 3',
      'seconds_bucket{kind="x",le="+Inf"} 4',
      'seconds_sum{kind="x"} 5.0625',
      'seconds_count{kind="x"} 4',
      '',
    ].join('\n'),
  )
})

test('no flood of labels makes it grow without end', () => {
  const metrics = new MetricSet()
  const counter = metrics.counter('hosts_total', 'Hosts.')
  const histogram = metrics.histogram('host_seconds', 'Time.', [1])
  for (let count = 0; count < 10_000; count += 1) {
    counter.add({ host: `h${count}` })
    histogram.observe(1, { host: `h${count}` })
  }
  expect(metrics.text().split('\n').length).toBeLessThan(3_000)
})
