import 'server-only'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { ImageResponse } from 'next/og'
import type { ReactElement } from 'react'
import { pictureSize } from '@/components/badge/preview-picture'

type Fonts = NonNullable<ConstructorParameters<typeof ImageResponse>[1]>['fonts']

const files = {
  regular: new URL('../../node_modules/geist/dist/fonts/geist-sans/Geist-Regular.ttf', import.meta.url),
  bold: new URL('../../node_modules/geist/dist/fonts/geist-sans/Geist-SemiBold.ttf', import.meta.url),
  mono: new URL('../../node_modules/geist/dist/fonts/geist-mono/GeistMono-Regular.ttf', import.meta.url),
}

let fonts: Promise<Fonts> | undefined

async function readFonts(): Promise<Fonts> {
  const read = (file: URL) => readFile(fileURLToPath(file))
  const [regular, bold, mono] = await Promise.all([read(files.regular), read(files.bold), read(files.mono)])
  return [
    { name: 'Geist', data: regular, weight: 400 },
    { name: 'Geist', data: bold, weight: 600 },
    { name: 'Geist Mono', data: mono, weight: 400 },
  ]
}

/** A PNG of 1200×630. The renderer takes .ttf; of .woff2 it makes an answer that breaks off. */
export async function renderPicture(picture: ReactElement): Promise<Uint8Array> {
  fonts ??= readFonts()
  const response = new ImageResponse(picture, { ...pictureSize, fonts: await fonts })
  return new Uint8Array(await response.arrayBuffer())
}
