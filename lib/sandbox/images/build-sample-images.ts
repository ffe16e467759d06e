import type { SandboxStore } from '../store'
import { putBaseImages, putJavaDemo } from './sample-bases'
import { putBroken } from './sample-broken'
import { putDemoApp } from './sample-demo-app'
import { putEverywhere } from './sample-everywhere'
import { putOpenjdk } from './sample-openjdk'

/** Fills a store with the images of the demo; digests are the same at every start and on every machine. */
export function buildSampleImages(store: SandboxStore): void {
  putDemoApp(store)
  putOpenjdk(store)
  putBaseImages(store)
  putJavaDemo(store)
  putEverywhere(store)
  putBroken(store)
}
