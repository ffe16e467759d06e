'use client'
import { rememberedList } from './remembered-list'

const recent = rememberedList('archipelago.recent', 60)

/** Keeps canonical references only, newest first, in this browser only. */
export const rememberImage = recent.remember

export const forgetImages = recent.forget

/** All that are remembered; what lists them shows as many as it has room for. */
export const useRecentImages = recent.useItems
