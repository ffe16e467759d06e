type Labels = Record<string, string>

/** Labels come from closed lists; this many at most all the same, for what somebody forgets one day. */
const maxSeries = 500

const escapeLabel = (text: string) =>
  text.replace(/[\\"\n]/g, (character) => (character === '\n' ? '\\n' : `\\${character}`))

function formatLabels(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escapeLabel(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

/** Numbers that only grow, one for each combination of labels. */
export class Counter {
  readonly #series = new Map<string, number>()

  add(labels: Labels = {}, amount = 1): void {
    const key = formatLabels(labels)
    const before = this.#series.get(key)
    if (before === undefined && this.#series.size >= maxSeries) return
    this.#series.set(key, (before ?? 0) + amount)
  }

  lines(name: string): string[] {
    return [...this.#series].map(([labels, value]) => `${name}${labels} ${value}`)
  }
}

interface Distribution {
  labels: Labels
  counts: number[]
  sum: number
  count: number
}

/** How long things took, in seconds. */
export class Histogram {
  readonly #series = new Map<string, Distribution>()
  readonly #bounds: readonly number[]

  constructor(bounds: readonly number[]) {
    this.#bounds = bounds
  }

  observe(seconds: number, labels: Labels = {}): void {
    const key = formatLabels(labels)
    const known = this.#series.get(key)
    if (!known && this.#series.size >= maxSeries) return
    const series = known ?? { labels, counts: this.#bounds.map(() => 0), sum: 0, count: 0 }
    const index = this.#bounds.findIndex((bound) => seconds <= bound)
    if (index >= 0) series.counts[index] = (series.counts[index] ?? 0) + 1
    series.sum += seconds
    series.count += 1
    this.#series.set(key, series)
  }

  lines(name: string): string[] {
    return [...this.#series.values()].flatMap(({ labels, counts, sum, count }) => {
      let below = 0
      const buckets = this.#bounds.map((bound, index) => {
        below += counts[index] ?? 0
        return `${name}_bucket${formatLabels({ ...labels, le: String(bound) })} ${below}`
      })
      const whole = `${name}_bucket${formatLabels({ ...labels, le: '+Inf' })} ${count}`
      return [
        ...buckets,
        whole,
        `${name}_sum${formatLabels(labels)} ${sum}`,
        `${name}_count${formatLabels(labels)} ${count}`,
      ]
    })
  }
}

interface Metric {
  type: 'counter' | 'gauge' | 'histogram'
  help: string
  lines(name: string): string[]
}

/** What a process tells about itself. Source: Prometheus, "Text-based exposition format" 0.0.4. */
export class MetricSet {
  readonly #metrics = new Map<string, Metric>()

  counter(name: string, help: string): Counter {
    const counter = new Counter()
    this.#metrics.set(name, { type: 'counter', help, lines: (shown) => counter.lines(shown) })
    return counter
  }

  histogram(name: string, help: string, bounds: readonly number[]): Histogram {
    const histogram = new Histogram(bounds)
    this.#metrics.set(name, { type: 'histogram', help, lines: (shown) => histogram.lines(shown) })
    return histogram
  }

  /** Read whenever somebody asks. */
  gauge(name: string, help: string, read: () => number): void {
    this.#metrics.set(name, { type: 'gauge', help, lines: (shown) => [`${shown} ${read()}`] })
  }

  text(): string {
    const parts = [...this.#metrics].map(([name, { type, help, lines }]) =>
      [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines(name)].join('\n'),
    )
    return `${parts.join('\n')}\n`
  }
}
